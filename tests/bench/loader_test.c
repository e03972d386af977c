/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that arms lie where they are asked to, that each copy is its own and
 * works, and what happens where the system refuses a part of how it is loaded:
 * memfd_create, mkostemp and dlopen are refused by this test.
 */
#include "bench/armory.h"
#include "bench/plan.h"

#include "tests/analysis/scratch.h"
#include "tests/lib/test.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/* Copies, more than there is room for thread-locals of. */
#define COPIES_MAX 2000

static struct {
	int memfd_exec;     /* errno for memfd_create with MFD_EXEC; 0: none */
	int memfd;          /* without */
	const char *folder; /* no file can be made in it */
	const char *prefix; /* no object can be mapped that begins so */
	unsigned n_memfds;  /* calls */
	unsigned n_files;
} refused;

/* The folder of the arms as the test has it: links to those of the build. */
static struct armory_loaded loaded;
static struct reason why;

int __real_memfd_create(const char *name, unsigned flags);
int __wrap_memfd_create(const char *name, unsigned flags);
int __real_mkostemp64(char *path, int flags);
int __wrap_mkostemp64(char *path, int flags);
void *__real_dlopen(const char *path, int flags);
void *__wrap_dlopen(const char *path, int flags);
char *__real_dlerror(void);
char *__wrap_dlerror(void);

int
__wrap_memfd_create(const char *name, unsigned flags)
{
	const int refusal =
	    flags & MFD_EXEC ? refused.memfd_exec : refused.memfd;

	refused.n_memfds++;
	if (refusal == 0)
		return __real_memfd_create(name, flags);
	errno = refusal;
	return -1;
}

int
__wrap_mkostemp64(char *path, int flags)
{
	const size_t n = refused.folder == NULL ? 0 : strlen(refused.folder);

	refused.n_files++;
	if (n > 0 && strncmp(path, refused.folder, n) == 0) {
		errno = EROFS;
		return -1;
	}
	return __real_mkostemp64(path, flags);
}

static char refusal[256];

void *
__wrap_dlopen(const char *path, int flags)
{
	refusal[0] = '\0';
	if (refused.prefix == NULL || (flags & RTLD_NOLOAD) ||
	    strncmp(path, refused.prefix, strlen(refused.prefix)) != 0)
		return __real_dlopen(path, flags);
	snprintf(refusal, sizeof(refusal),
	    "%.100s: failed to map segment from shared object", path);
	return NULL;
}

char *
__wrap_dlerror(void)
{
	return refusal[0] != '\0' ? refusal : __real_dlerror();
}

static const char *
arm_path(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s.so", getenv("ARMS_DIR"), name);
	return path;
}

static int
load(const char *name, unsigned offset, struct armory_loaded *ret)
{
	const struct loader_order order = {
		.path = arm_path(name),
		.name = name,
		.offset = offset,
	};

	return armory_load(&order, ret, &why);
}

static void
must_load(const char *name, unsigned offset, struct armory_loaded *ret)
{
	if (load(name, offset, ret) < 0)
		fail_msg("%s", why.text);
}

static int
set_up(void **state)
{
	memset(&refused, 0, sizeof(refused));
	why.text[0] = '\0';
	unsetenv("TMPDIR");
	return scratch_create(state);
}

/* Copies an arm into the scratch folder, and returns its path. */
static const char *
copy_arm(void *const *state, const char *name)
{
	char command[9000];
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s.so", (const char *)*state, name);
	snprintf(
	    command, sizeof(command), "cp '%s' '%s'", arm_path(name), path);
	assert_int_equal(system(command), 0);
	return path;
}

/* How many files a folder has, hidden ones too. */
static unsigned
count_files(const char *folder)
{
	DIR *d = opendir(folder);
	unsigned n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2;
}

static bool
maps_have(const char *words)
{
	char line[5000];
	bool is_there = false;
	FILE *f = fopen("/proc/self/maps", "re");

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		is_there |= strstr(line, words) != NULL;
	fclose(f);
	return is_there;
}

TEST_WITH(an_arm_lies_at_every_offset_that_there_is, set_up, scratch_destroy)
{
#if defined(__aarch64__)
	const unsigned step = 4;
#else
	const unsigned step = 1;
#endif

	for (unsigned offset = 0; offset < 64; offset += step) {
		must_load("mtx-global-hard", offset, &loaded);
		for (unsigned i = 0; i < loaded.arm->n_cases; i++)
			assert_int_equal(
			    (uintptr_t)loaded.arm->cases[i]->run % 64, offset);
		armory_unload(&loaded);
	}
}

TEST_WITH(an_offset_that_there_is_not_is_refused, set_up, scratch_destroy)
{
	assert_int_equal(load("mtx-none", 64, &loaded), -EINVAL);
	assert_non_null(strstr(why.text, "mtx-none.so"));
}

TEST_WITH(
    a_copy_is_another_than_one_at_the_same_offset, set_up, scratch_destroy)
{
	struct armory_loaded other;

	must_load("mtx-none", 12, &loaded);
	must_load("mtx-none", 12, &other);
	assert_true(loaded.copy.handle != other.copy.handle);
	assert_true(loaded.arm != other.arm);
	assert_true(loaded.arm->cases[0]->run != other.arm->cases[0]->run);
	armory_unload(&loaded);
	/* What is left still runs. */
	assert_string_equal(other.arm->lock, "mtx");
	armory_unload(&other);
}

TEST_WITH(no_copy_is_taken_for_one_that_is_gone, set_up, scratch_destroy)
{
	struct armory_loaded kept;
	int fd;

	must_load("mtx-none", 4, &kept);
	must_load("spin-none", 4, &loaded);
	fd = loaded.copy.fd;
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	armory_unload(&loaded);
	assert_int_equal(fcntl(fd, F_GETFD), -1);
	/* The same number, and another arm. */
	must_load("rw-none", 4, &loaded);
	assert_int_equal(loaded.copy.fd, fd);
	assert_string_equal(loaded.arm->lock, "rw");
	armory_unload(&loaded);
	armory_unload(&kept);
}

/* What would happen if a file of a loaded copy were closed. */
TEST_WITH(a_number_that_is_used_again_is_found_out, set_up, scratch_destroy)
{
	struct armory_loaded other;

	must_load("mtx-none", 4, &loaded);
	close(loaded.copy.fd);
	refused.folder = "/";
	assert_int_equal(load("spin-none", 4, &other), -EROFS);
	assert_non_null(strstr(why.text, "taken for one that is loaded"));
	loaded.copy.fd = -1;
	armory_unload(&loaded);
}

TEST_WITH(profiles_see_the_name_and_the_offset, set_up, scratch_destroy)
{
	must_load("mtx-none", 12, &loaded);
	assert_true(maps_have("/memfd:mtx-none+12 (deleted)"));
	armory_unload(&loaded);
	assert_false(maps_have("mtx-none+12"));
}

TEST_WITH(
    a_system_that_knows_no_mfd_exec_is_asked_without, set_up, scratch_destroy)
{
	refused.memfd_exec = EINVAL;
	must_load("mtx-none", 8, &loaded);
	assert_int_equal(refused.n_memfds, 2);
	assert_int_equal(refused.n_files, 0);
	armory_unload(&loaded);
}

/* vm.memfd_noexec=2, or a filter of system calls. */
TEST_WITH(
    without_memory_files_there_is_one_beside_the_arm, set_up, scratch_destroy)
{
	const int refusals[] = { EACCES, EPERM, ENOSYS };
	struct loader_order order = { .name = "mtx-none", .offset = 20 };

	order.path = copy_arm(state, "mtx-none");
	for (unsigned i = 0; i < 3; i++) {
		refused.memfd_exec = refused.memfd = refusals[i];
		if (armory_load(&order, &loaded, &why) < 0)
			fail_msg("%s", why.text);
		assert_int_equal(loaded.copy.fd, -1);
		assert_true(maps_have(*state));
		/* The arm alone. */
		assert_int_equal(count_files(*state), 1);
		armory_unload(&loaded);
	}
}

/* No /proc, or a policy that lets nobody execute what is in memory. */
TEST_WITH(what_may_not_be_mapped_is_tried_elsewhere, set_up, scratch_destroy)
{
	struct loader_order order = { .name = "mtx-none", .offset = 20 };

	order.path = copy_arm(state, "mtx-none");
	refused.prefix = "/proc/self/fd/";
	if (armory_load(&order, &loaded, &why) < 0)
		fail_msg("%s", why.text);
	assert_int_equal(loaded.copy.fd, -1);
	assert_int_equal(count_files(*state), 1);
	armory_unload(&loaded);
}

TEST_WITH(the_last_try_is_in_tmpdir, set_up, scratch_destroy)
{
	refused.memfd_exec = refused.memfd = EACCES;
	refused.folder = getenv("ARMS_DIR");
	setenv("TMPDIR", *state, 1);
	must_load("mtx-none", 20, &loaded);
	assert_int_equal(refused.n_files, 2);
	assert_true(maps_have(*state));
	assert_int_equal(count_files(*state), 0);
	armory_unload(&loaded);
}

TEST_WITH(where_nothing_helps_one_line_says_what_would, set_up, scratch_destroy)
{
	refused.memfd_exec = refused.memfd = EACCES;
	refused.folder = "/";
	assert_int_equal(load("mtx-none", 20, &loaded), -EROFS);
	assert_non_null(strstr(why.text, "mtx-none.so"));
	assert_non_null(strstr(why.text, "set TMPDIR to a folder"));
	assert_null(strchr(why.text, '\n'));
}

TEST_WITH(a_kept_copy_is_a_file_of_its_name, set_up, scratch_destroy)
{
	const struct loader_order order = {
		.path = arm_path("mtx-none"),
		.name = "mtx-none",
		.offset = 12,
		.keep = *state,
	};

	if (armory_load(&order, &loaded, &why) < 0)
		fail_msg("%s", why.text);
	assert_int_equal(
	    access(scratch_path(*state, "mtx-none+12.so"), R_OK | X_OK), 0);
	assert_int_equal(count_files(*state), 1);
	assert_true(maps_have("/mtx-none+12.so"));
	armory_unload(&loaded);
}

TEST_WITH(a_folder_that_cannot_be_kept_in_is_told, set_up, scratch_destroy)
{
	const struct loader_order order = {
		.path = arm_path("mtx-none"),
		.name = "mtx-none",
		.offset = 12,
		.keep = "/no/such/folder",
	};

	assert_int_equal(armory_load(&order, &loaded, &why), -ENOENT);
	assert_non_null(strstr(why.text, "/no/such/folder"));
}

/* gdb names a function of a loaded copy where it was moved to. */
TEST_WITH(gdb_names_what_is_in_a_kept_copy, set_up, scratch_destroy)
{
	const struct loader_order order = {
		.path = arm_path("mtx-none"),
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
	if (armory_load(&order, &loaded, &why) < 0)
		fail_msg("%s", why.text);
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
	armory_unload(&loaded);
}

TEST_WITH(thread_locals_that_do_not_fit_are_told, set_up, scratch_destroy)
{
	static struct armory_loaded copies[COPIES_MAX];
	unsigned n = 0;
	int err = 0;

	loader_allow_files();
	while (n < COPIES_MAX &&
	    (err = load("mtx-curthread-hard", 4, &copies[n])) == 0)
		n++;
	/* Those of one row fit: it has one at a time. */
	assert_true(n >= 4);
	if (n < COPIES_MAX) {
		assert_int_equal(err, -ENOSPC);
		assert_non_null(strstr(why.text, "thread-local storage"));
		assert_non_null(strstr(why.text, "mtx-curthread-hard"));
	}
	/* An arm without is loaded all the same. */
	must_load("mtx-none", 4, &loaded);
	armory_unload(&loaded);
	while (n > 0)
		armory_unload(&copies[--n]);
	/* And there is room again. */
	must_load("mtx-curthread-hard", 4, &loaded);
	armory_unload(&loaded);
}

/* Where a site of patch lies across a line's end, too. */
TEST_WITH(code_is_rewritten_at_every_offset, set_up, scratch_destroy)
{
	static struct arm_site site;
	static _Alignas(128) unsigned char threads[2][ARM_THREAD_BYTES];
	struct thread *td = (struct thread *)threads[0];
	struct thread *other = (struct thread *)threads[1];

	for (unsigned i = 0; i < PLAN_OFFSETS; i++) {
		const struct arm_case *stopped = NULL;

		must_load("mtx-patch-hard", plan_offsets[i], &loaded);
		for (unsigned j = 0; j < loaded.arm->n_cases; j++)
			if (strcmp(loaded.arm->cases[j]->name, "stopped") == 0)
				stopped = loaded.arm->cases[j];
		assert_non_null(stopped);
		loaded.arm->lock_init(site.lock);
		loaded.arm->thread_init(other);
		loaded.arm->thread_init(td);
		/* Another owns the lock: what is not faked waits for ever. */
		stopped->begin(site.lock, td, other);
		stopped->run(site.lock, td, 100);
		stopped->end(site.lock, td, other);
		stopped->run(site.lock, td, 100);
		armory_unload(&loaded);
	}
}

TEST_WITH(a_stripped_arm_is_refused, set_up, scratch_destroy)
{
	struct loader_order order = { .name = "mtx-none", .offset = 4 };
	char command[5000];

	order.path = copy_arm(state, "mtx-none");
	snprintf(command, sizeof(command), "strip -s '%s'", order.path);
	assert_int_equal(system(command), 0);
	assert_int_equal(armory_load(&order, &loaded, &why), -ENOEXEC);
	assert_non_null(strstr(why.text, "mtx-none.so"));
	assert_non_null(strstr(why.text, "strip"));
}

TEST_WITH(what_is_no_arm_is_refused, set_up, scratch_destroy)
{
	struct loader_order order = { .name = "x", .offset = 4 };

	order.path = scratch_write(*state, "x.so", "nothing", 7);
	assert_int_equal(armory_load(&order, &loaded, &why), -ENOEXEC);
	assert_non_null(strstr(why.text, "/x.so"));
	order.path = scratch_write(*state, "y.so", "", 0);
	assert_int_equal(armory_load(&order, &loaded, &why), -ENOEXEC);
	assert_non_null(strstr(why.text, "/y.so"));
	order.path = *state;
	assert_true(armory_load(&order, &loaded, &why) < 0);
	order.path = "/lib/x86_64-linux-gnu/libm.so.6";
	if (access(order.path, R_OK) == 0) {
		assert_int_equal(armory_load(&order, &loaded, &why), -ENOEXEC);
		assert_non_null(strstr(why.text, "libm.so.6"));
	}
}

TEST_WITH(
    as_many_files_may_be_open_as_the_system_allows, set_up, scratch_destroy)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = 64;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	loader_allow_files();
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_true(limit.rlim_cur == limit.rlim_max);
}
