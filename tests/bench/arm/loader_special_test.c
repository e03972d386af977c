/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves how arms are loaded whose check is more than a flag: code that is
 * rewritten, and thread-locals; and that an arm is refused of which strip(1)
 * took what moving it takes.
 */
#include "loaded.h"

#include "bench/run/plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

/* Copies, more than there is room for thread-locals of. */
#define COPIES_MAX 2000

/* Where a site of patch lies across a line's end, too. */
TEST_WITH(code_is_rewritten_at_every_offset, loaded_set_up, scratch_destroy)
{
	static struct arm_site site;
	static _Alignas(128) unsigned char threads[2][ARM_THREAD_BYTES];
	struct thread *td = (struct thread *)threads[0];
	struct thread *other = (struct thread *)threads[1];

	for (unsigned i = 0; i < PLAN_OFFSETS; i++) {
		const struct arm_case *stopped = NULL;

		loaded_load("mtx-patch-hard", plan_offsets[i], &loaded);
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
		catalog_unload(&loaded);
	}
}

TEST_WITH(
    thread_locals_that_do_not_fit_are_told, loaded_set_up, scratch_destroy)
{
	static struct catalog_loaded copies[COPIES_MAX];
	unsigned n = 0;
	int err = 0;

	loader_allow_files();
	while (n < COPIES_MAX &&
	    (err = loaded_try("mtx-curthread-hard", 4, &copies[n])) == 0)
		n++;
	/* Those of one row fit: it has one at a time. */
	assert_true(n >= 4);
	if (n < COPIES_MAX) {
		assert_int_equal(err, -ENOSPC);
		assert_non_null(
		    strstr(loaded_why.text, "thread-local storage"));
		assert_non_null(strstr(loaded_why.text, "mtx-curthread-hard"));
	}
	/* An arm without is loaded all the same. */
	loaded_load("mtx-none", 4, &loaded);
	catalog_unload(&loaded);
	while (n > 0)
		catalog_unload(&copies[--n]);
	/* And there is room again. */
	loaded_load("mtx-curthread-hard", 4, &loaded);
	catalog_unload(&loaded);
}

TEST_WITH(a_stripped_arm_is_refused, loaded_set_up, scratch_destroy)
{
	struct loader_order order = { .name = "mtx-none", .offset = 4 };
	char command[5000];

	order.path = loaded_copy_arm(state, "mtx-none");
	snprintf(command, sizeof(command), "strip -s '%s'", order.path);
	assert_int_equal(system(command), 0);
	assert_int_equal(catalog_load(&order, &loaded, &loaded_why), -ENOEXEC);
	assert_non_null(strstr(loaded_why.text, "mtx-none.so"));
	assert_non_null(strstr(loaded_why.text, "strip"));
}
