/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what happens where the system refuses a part of how an arm is loaded,
 * and that what is no arm is refused.
 */
#include "loaded.h"
#include "refused.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

/* What would happen if a file of a loaded copy were closed. */
TEST_WITH(
    a_number_that_is_used_again_is_found_out, loaded_set_up, scratch_destroy)
{
	struct catalog_loaded other;

	loaded_load("mtx-none", 4, &loaded);
	close(loaded.copy.fd);
	refused.folder = "/";
	assert_int_equal(loaded_try("spin-none", 4, &other), -EROFS);
	assert_non_null(
	    strstr(loaded_why.text, "taken for one that is loaded"));
	loaded.copy.fd = -1;
	catalog_unload(&loaded);
}

TEST_WITH(a_system_that_knows_no_mfd_exec_is_asked_without, loaded_set_up,
    scratch_destroy)
{
	refused.memfd_exec = EINVAL;
	loaded_load("mtx-none", 8, &loaded);
	assert_int_equal(refused.n_memfds, 2);
	assert_int_equal(refused.n_files, 0);
	catalog_unload(&loaded);
}

/* vm.memfd_noexec=2, or a filter of system calls. */
TEST_WITH(without_memory_files_there_is_one_beside_the_arm, loaded_set_up,
    scratch_destroy)
{
	const int refusals[] = { EACCES, EPERM, ENOSYS };
	struct loader_order order = { .name = "mtx-none", .offset = 20 };

	order.path = loaded_copy_arm(state, "mtx-none");
	for (unsigned i = 0; i < 3; i++) {
		refused.memfd_exec = refused.memfd = refusals[i];
		if (catalog_load(&order, &loaded, &loaded_why) < 0)
			fail_msg("%s", loaded_why.text);
		assert_int_equal(loaded.copy.fd, -1);
		assert_true(loaded_maps_have(*state));
		/* The arm alone. */
		assert_int_equal(loaded_count_files(*state), 1);
		catalog_unload(&loaded);
	}
}

/* No /proc, or a policy that lets nobody execute what is in memory. */
TEST_WITH(
    what_may_not_be_mapped_is_tried_elsewhere, loaded_set_up, scratch_destroy)
{
	struct loader_order order = { .name = "mtx-none", .offset = 20 };

	order.path = loaded_copy_arm(state, "mtx-none");
	refused.prefix = "/proc/self/fd/";
	if (catalog_load(&order, &loaded, &loaded_why) < 0)
		fail_msg("%s", loaded_why.text);
	assert_int_equal(loaded.copy.fd, -1);
	assert_int_equal(loaded_count_files(*state), 1);
	catalog_unload(&loaded);
}

TEST_WITH(the_last_try_is_in_tmpdir, loaded_set_up, scratch_destroy)
{
	refused.memfd_exec = refused.memfd = EACCES;
	refused.folder = getenv("ARMS_DIR");
	setenv("TMPDIR", *state, 1);
	loaded_load("mtx-none", 20, &loaded);
	assert_int_equal(refused.n_files, 2);
	assert_true(loaded_maps_have(*state));
	assert_int_equal(loaded_count_files(*state), 0);
	catalog_unload(&loaded);
}

TEST_WITH(where_nothing_helps_one_line_says_what_would, loaded_set_up,
    scratch_destroy)
{
	refused.memfd_exec = refused.memfd = EACCES;
	refused.folder = "/";
	assert_int_equal(loaded_try("mtx-none", 20, &loaded), -EROFS);
	assert_non_null(strstr(loaded_why.text, "mtx-none.so"));
	assert_non_null(strstr(loaded_why.text, "set TMPDIR to a folder"));
	assert_null(strchr(loaded_why.text, '\n'));
}

TEST_WITH(
    a_folder_that_cannot_be_kept_in_is_told, loaded_set_up, scratch_destroy)
{
	const struct loader_order order = {
		.path = loaded_path("mtx-none"),
		.name = "mtx-none",
		.offset = 12,
		.keep = "/no/such/folder",
	};

	assert_int_equal(catalog_load(&order, &loaded, &loaded_why), -ENOENT);
	assert_non_null(strstr(loaded_why.text, "/no/such/folder"));
}

TEST_WITH(what_is_no_arm_is_refused, loaded_set_up, scratch_destroy)
{
	struct loader_order order = { .name = "x", .offset = 4 };

	order.path = scratch_write(*state, "x.so", "nothing", 7);
	assert_int_equal(catalog_load(&order, &loaded, &loaded_why), -ENOEXEC);
	assert_non_null(strstr(loaded_why.text, "/x.so"));
	order.path = scratch_write(*state, "y.so", "", 0);
	assert_int_equal(catalog_load(&order, &loaded, &loaded_why), -ENOEXEC);
	assert_non_null(strstr(loaded_why.text, "/y.so"));
	order.path = *state;
	assert_true(catalog_load(&order, &loaded, &loaded_why) < 0);
	order.path = "/lib/x86_64-linux-gnu/libm.so.6";
	if (access(order.path, R_OK) == 0) {
		assert_int_equal(
		    catalog_load(&order, &loaded, &loaded_why), -ENOEXEC);
		assert_non_null(strstr(loaded_why.text, "libm.so.6"));
	}
}
