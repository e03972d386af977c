/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that arms lie where they are asked to, and that each copy is its own
 * and works.
 */
#include "loaded.h"

#include "bench/run/plan.h"

#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

TEST_WITH(
    an_arm_lies_at_every_offset_that_there_is, loaded_set_up, scratch_destroy)
{
#if defined(__aarch64__)
	const unsigned step = 4;
#else
	const unsigned step = 1;
#endif

	for (unsigned offset = 0; offset < 64; offset += step) {
		loaded_load("mtx-global-hard", offset, &loaded);
		for (unsigned i = 0; i < loaded.arm->n_cases; i++)
			assert_int_equal(
			    (uintptr_t)loaded.arm->cases[i]->run % 64, offset);
		catalog_unload(&loaded);
	}
}

TEST_WITH(
    an_offset_that_there_is_not_is_refused, loaded_set_up, scratch_destroy)
{
	assert_int_equal(loaded_try("mtx-none", 64, &loaded), -EINVAL);
	assert_non_null(strstr(loaded_why.text, "mtx-none.so"));
}

TEST_WITH(a_copy_is_another_than_one_at_the_same_offset, loaded_set_up,
    scratch_destroy)
{
	struct catalog_loaded other;

	loaded_load("mtx-none", 12, &loaded);
	loaded_load("mtx-none", 12, &other);
	assert_true(loaded.copy.handle != other.copy.handle);
	assert_true(loaded.arm != other.arm);
	assert_true(loaded.arm->cases[0]->run != other.arm->cases[0]->run);
	catalog_unload(&loaded);
	/* What is left still runs. */
	assert_string_equal(other.arm->lock, "mtx");
	catalog_unload(&other);
}

TEST_WITH(no_copy_is_taken_for_one_that_is_gone, loaded_set_up, scratch_destroy)
{
	struct catalog_loaded kept;
	int fd;

	loaded_load("mtx-none", 4, &kept);
	loaded_load("spin-none", 4, &loaded);
	fd = loaded.copy.fd;
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	catalog_unload(&loaded);
	assert_int_equal(fcntl(fd, F_GETFD), -1);
	/* The same number, and another arm. */
	loaded_load("rw-none", 4, &loaded);
	assert_int_equal(loaded.copy.fd, fd);
	assert_string_equal(loaded.arm->lock, "rw");
	catalog_unload(&loaded);
	catalog_unload(&kept);
}

TEST_WITH(profiles_see_the_name_and_the_offset, loaded_set_up, scratch_destroy)
{
	loaded_load("mtx-none", 12, &loaded);
	assert_true(loaded_maps_have("/memfd:mtx-none+12 (deleted)"));
	catalog_unload(&loaded);
	assert_false(loaded_maps_have("mtx-none+12"));
}

TEST_WITH(a_kept_copy_is_a_file_of_its_name, loaded_set_up, scratch_destroy)
{
	const struct loader_order order = {
		.path = loaded_path("mtx-none"),
		.name = "mtx-none",
		.offset = 12,
		.keep = *state,
	};

	if (catalog_load(&order, &loaded, &loaded_why) < 0)
		fail_msg("%s", loaded_why.text);
	assert_int_equal(
	    access(scratch_path(*state, "mtx-none+12.so"), R_OK | X_OK), 0);
	assert_int_equal(loaded_count_files(*state), 1);
	assert_true(loaded_maps_have("/mtx-none+12.so"));
	catalog_unload(&loaded);
}

/* gdb names a function of a loaded copy where it was moved to. */
TEST_WITH(gdb_names_what_is_in_a_kept_copy, loaded_set_up, scratch_destroy)
{
	const struct loader_order order = {
		.path = loaded_path("mtx-none"),
		.name = "mtx-none",
		.offset = 12,
		.keep = *state,
	};
	char command[5000];
	char said[500] = "";
	const void *work;
	Dl_info info;
	FILE *gdb;

	if (system("gdb --version >/dev/null 2>&1") != 0)
		skip();
	if (catalog_load(&order, &loaded, &loaded_why) < 0)
		fail_msg("%s", loaded_why.text);
	work = (const void *)(uintptr_t)loaded.arm->work;
	assert_true(dladdr(work, &info) != 0);
	snprintf(command, sizeof(command),
	    "timeout 60 gdb -nx -batch -ex 'info symbol %#lx' '%s' </dev/null",
	    (unsigned long)((uintptr_t)work - (uintptr_t)info.dli_fbase),
	    info.dli_fname);
	gdb = popen(command, "re");
	assert_non_null(gdb);
	if (fgets(said, sizeof(said), gdb) == NULL)
		said[0] = '\0';
	pclose(gdb);
	assert_string_equal(said, "work in section .text.arm\n");
	assert_non_null(strstr(info.dli_fname, "/mtx-none+12.so"));
	catalog_unload(&loaded);
}

TEST_WITH(as_many_files_may_be_open_as_the_system_allows, loaded_set_up,
    scratch_destroy)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = 64;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	loader_allow_files();
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_true(limit.rlim_cur == limit.rlim_max);
}
