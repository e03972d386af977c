/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves with built arms that each arm is slowed down by as much as was asked
 * of it, by slices and by passes, however wrong the base's time was taken, and
 * the others not at all.
 * The slowdowns are so large that no load on the machine hides them.
 */
#include "bench/unit/slowdown.h"

#include "here.h"

#include "bench/arm/catalog.h"

#include <math.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#define N_ARMS 4

/* Some fifty us: the loop alone, which no machine runs in two ways. */
#define PASSES 150000

/* Blocks from whose median it is told what an arm takes. */
#define BLOCKS 51

static struct {
	struct arm_site site;
	unsigned char threads[2][ARM_THREAD_BYTES];
} memory;

static struct thread *const threads[2] = {
	(struct thread *)memory.threads[0],
	(struct thread *)memory.threads[1],
};

static struct unit_order order = { .n_threads = 1, .n_arms = N_ARMS };
static struct block_setup setup = {
	.n_arms = N_ARMS,
	.n_threads = 1,
	.site = &memory.site,
	.threads = threads,
	.passes = PASSES,
};

static void
load(const char *name, unsigned index)
{
	char path[4096];
	const struct loader_order wanted = { .path = path, .name = name };
	struct catalog_loaded loaded;
	struct reason why;

	snprintf(path, sizeof(path), "%s/%s.so", getenv("ARMS_DIR"), name);
	if (catalog_load(&wanted, &loaded, &why) < 0)
		fail_msg("%s", why.text);
	setup.arms[index] = loaded.arm;
}

static void
use_case(const char *name)
{
	for (unsigned arm = 0; arm < N_ARMS; arm++) {
		const struct arm *a = setup.arms[arm];

		setup.cases[arm] = NULL;
		for (unsigned i = 0; i < a->n_cases; i++)
			if (strcmp(a->cases[i]->name, name) == 0)
				setup.cases[arm] = a->cases[i];
		assert_non_null(setup.cases[arm]);
	}
}

/* What a pass of the base takes, in steps. */
static double
time_pass(void)
{
	struct slice slice;
	double best = INFINITY;

	for (unsigned i = 0; i < BLOCKS; i++) {
		block_run_slice(&setup, 0, &slice);
		best = fmin(best, (double)slice.wall_ns / (double)slice.ops);
	}
	/* A step is a cycle, and a cycle some third of a ns. */
	return 3 * best;
}

static int
open_all(void **state)
{
	static unsigned cpus[1];
	struct placement_machine *machine;
	struct reason why;

	(void)state;
	if (!here_cpus(1, cpus) || placement_open(NULL, &machine, &why) < 0)
		return -1;
	setup.cpus = cpus;
	if (workers_create(machine, cpus, 1, &setup.workers, &why) < 0)
		return -1;
	load("mtx-none", 0);
	for (unsigned i = 1; i < N_ARMS; i++)
		load("mtx-none-planted", i);
	use_case("empty");
	return 0;
}

TEST_GROUP(open_all, NULL);

static int
compare_times(const void *left, const void *right)
{
	const double a = *(const double *)left;
	const double b = *(const double *)right;

	return (a > b) - (a < b);
}

/* What the arm takes of the base's time. */
static double
time_arm(unsigned arm)
{
	unsigned short random[3] = { 1, 2, 3 };
	double taken[BLOCKS];

	for (unsigned block = 0; block < BLOCKS; block++) {
		struct slice slices[BLOCK_SLICES_MAX];
		double ns[N_ARMS] = { 0 };

		block_run(&setup, random, slices);
		for (unsigned i = 0; i < 2 * N_ARMS; i++)
			ns[slices[i].arm] +=
			    (double)slices[i].wall_ns / (double)slices[i].ops;
		taken[block] = ns[arm] / ns[0];
	}
	qsort(taken, BLOCKS, sizeof(taken[0]), compare_times);
	return taken[BLOCKS / 2];
}

static void
assert_slower(unsigned arm, double least, double most)
{
	const double taken = time_arm(arm) - 1;

	if (taken < least || taken > most)
		fail_msg("arm %u is slower by %.3f, not %.2f to %.2f", arm,
		    taken, least, most);
}

/* Plants as if a pass of the base took so many times what it takes. */
static void
assert_planted(double inflation)
{
	order.seed = 7;
	order.planted[1] = 0.5;
	order.planted[2] = 2;
	slowdown_calibrate(&order, &setup, inflation * time_pass());
	assert_slower(1, 0.3, 0.8);
	assert_slower(2, 1.4, 2.8);
	assert_slower(3, -0.2, 0.2);
	assert_int_equal(setup.plant_steps[0], 0);
	assert_int_equal(setup.plant_steps[3], 0);
}

TEST(test_each_arm_is_slowed_down_as_asked)
{
	assert_planted(1);
}

TEST(test_a_base_that_was_disturbed_does_not_matter)
{
	assert_planted(4);
}

TEST(test_nothing_is_planted_where_nothing_is_asked)
{
	order.planted[1] = order.planted[2] = 0;
	slowdown_calibrate(&order, &setup, 100);
	for (unsigned i = 0; i < N_ARMS; i++)
		assert_int_equal(setup.plant_steps[i], 0);
}

TEST(test_passes_are_delayed_in_a_window)
{
	use_case("contended");
	memory.site.crit_steps = 1000;
	order.is_window = setup.is_window = true;
	setup.window_ns = 50000;
	assert_planted(1);
	/* Of a pass, not of a window. */
	assert_in_range(setup.plant_steps[1], 100, 2000);
	order.is_window = setup.is_window = false;
	memory.site.crit_steps = 0;
	use_case("empty");
}

TEST(test_by_the_bases_time_where_all_are_disturbed)
{
	static const unsigned elsewhere[1] = { CPU_SETSIZE };
	const unsigned *cpus = setup.cpus;

	setup.cpus = elsewhere;
	order.n_threads = 2;
	order.planted[1] = 0.5;
	order.planted[2] = 0;
	slowdown_calibrate(&order, &setup, 100);
	order.n_threads = 1;
	setup.cpus = cpus;
	assert_int_equal(setup.plant_steps[1], 50);
	assert_int_equal(setup.plant_steps[2], 0);
}
