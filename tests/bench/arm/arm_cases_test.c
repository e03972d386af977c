/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of the built arms that every case of each runs and ends, that writers'
 * passes and readers' make up all of them, and that counting arms enter their
 * hard paths as often as the case promises; and that a reader who is not kept
 * from a writer is found out.
 */
#include "bench/arm/cases.h"
#include "bench/arm/catalog.h"
#include "bench/unit/block.h"

#include "tests/bench/unit/here.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#define N_THREADS 2
#define PASSES    500
#define WINDOW_NS 200000

/* Work under the lock, long enough to be met there. */
#define CRIT_STEPS 200

/* One in so many may come late. */
#define LATE_SHARE 10

/* Slices, one of which shows what is looked for. */
#define TRIES 200

static struct {
	struct arm_site site;
	unsigned char threads[N_THREADS + 1][ARM_THREAD_BYTES];
} memory;

static struct thread *const threads[N_THREADS + 1] = {
	(struct thread *)memory.threads[0],
	(struct thread *)memory.threads[1],
	(struct thread *)memory.threads[2],
};

static struct placement_machine *machine;
static struct catalog catalog;
static unsigned cpus[N_THREADS];
static unsigned n_cpus;
static struct workers *teams[N_THREADS + 1];

static const struct arm *
load_file(const char *path, const char *name)
{
	const struct loader_order order = { .path = path, .name = name };
	struct catalog_loaded loaded;
	struct reason why;

	if (catalog_load(&order, &loaded, &why) < 0)
		fail_msg("%s", why.text);
	return loaded.arm;
}

static const struct arm *
load(const char *folder, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s.so", folder, name);
	return load_file(path, name);
}

static const struct case_kind *
kind_of(const char *name)
{
	for (unsigned i = 0; i < cases_count; i++)
		if (strcmp(cases[i].name, name) == 0)
			return &cases[i];
	return NULL;
}

static unsigned
threads_of(const struct arm_case *work)
{
	const struct case_kind *kind = kind_of(work->name);

	assert_non_null(kind);
	return kind->n_threads == 0 ? N_THREADS : kind->n_threads;
}

/* One slice of a case on as many threads as it wants. */
static void
run(const struct arm *arm, const struct arm_case *work, struct slice *ret)
{
	struct block_setup setup = {
		.arms = { arm },
		.cases = { work },
		.n_arms = 1,
		.cpus = cpus,
		.site = &memory.site,
		.threads = threads,
		.window_ns = WINDOW_NS,
		.passes = PASSES,
	};

	setup.n_threads = threads_of(work);
	setup.is_window = kind_of(work->name)->is_window;
	setup.workers = teams[setup.n_threads];
	memory.site.crit_steps = CRIT_STEPS;
	memory.site.par_steps = CRIT_STEPS;
	memory.site.plant_steps = 1;
	memory.site.plant_mask = 7;
	block_run_slice(&setup, 0, ret);
}

/* Whether two threads make each other enter the hard path, each time. */
static bool
takes_turns(const struct arm_case *work)
{
	return work->slow_path == ARM_SLOW_EVERY && threads_of(work) > 1;
}

/* Whether as many hard paths were entered as the case promises, or nearly. */
static bool
keeps_promise(const struct arm_case *work, const struct slice *slice)
{
	const uint64_t late = takes_turns(work) ? slice->ops / LATE_SHARE : 0;

	if (work->slow_path == ARM_SLOW_NONE)
		return slice->hard_entries == 0;
	return work->slow_path != ARM_SLOW_EVERY ||
	    slice->hard_entries >= slice->ops - late;
}

/*
 * Of two threads one may come late to the door, on a loaded machine again and
 * again: in one slice of many he does not.
 */
static void
assert_is_whole(
    const char *name, const struct arm *arm, const struct arm_case *work)
{
	const unsigned n_tries = takes_turns(work) ? TRIES : 1;
	struct slice slice;

	for (unsigned i = 0; i < n_tries; i++) {
		run(arm, work, &slice);
		assert_int_not_equal(slice.drop, SLICE_DROP_EXCLUSION);
		assert_true(slice.ops > 0);
		if (arm->hard_entries == NULL)
			return;
		assert_true(work->slow_path != ARM_SLOW_EVERY ||
		    slice.hard_entries <= slice.ops);
		if (keeps_promise(work, &slice))
			return;
	}
	fail_msg("%s, %s: %llu passes, %llu hard entries", name, work->name,
	    (unsigned long long)slice.ops,
	    (unsigned long long)slice.hard_entries);
}

TEST(test_every_case_of_every_arm_is_whole)
{
	unsigned n_run = 0;

	for (unsigned i = 0; i < catalog.n_arms; i++) {
		const char *name = catalog.arms[i].name;
		const struct arm *arm = load_file(catalog.arms[i].path, name);

		for (unsigned j = 0; j < arm->n_cases; j++) {
			if (threads_of(arm->cases[j]) > n_cpus)
				continue;
			assert_is_whole(name, arm, arm->cases[j]);
			n_run++;
		}
	}
	print_message("# %u cases of %u arms\n", n_run, catalog.n_arms);
	assert_true(n_run > 0);
}

TEST(test_a_reader_beside_a_writer_is_found_out)
{
	const struct arm *arm = load(getenv("BROKEN_ARMS_DIR"), "draughty");
	struct slice slice;

	if (n_cpus < N_THREADS)
		skip();
	for (unsigned i = 0; i < arm->n_cases; i++) {
		bool is_found = false;

		for (int j = 0; j < TRIES && !is_found; j++) {
			run(arm, arm->cases[i], &slice);
			is_found = slice.drop == SLICE_DROP_EXCLUSION;
		}
		assert_true(is_found);
	}
}

static int
set_up(void **state)
{
	struct reason why;
	int err = placement_open(NULL, &machine, &why);

	(void)state;
	n_cpus = here_cpus(N_THREADS, cpus) ? N_THREADS : 1;
	if (n_cpus == 1)
		here_cpus(1, cpus);
	if (err == 0)
		err = catalog_open(getenv("ARMS_DIR"), &catalog, &why);
	for (unsigned n = 1; err == 0 && n <= n_cpus; n++)
		err = workers_create(machine, cpus, n, &teams[n], &why);
	if (err < 0)
		fprintf(stderr, "# %s\n", why.text);
	return err;
}

static int
tear_down(void **state)
{
	(void)state;
	for (unsigned n = 1; n <= n_cpus; n++)
		workers_destroy(teams[n]);
	catalog_close(&catalog);
	placement_close(machine);
	return 0;
}

TEST_GROUP(set_up, tear_down);
