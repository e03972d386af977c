/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of blocks, with arms made here and a real workers: the order is a
 * permutation and its mirror, every arm works at the same addresses, only the
 * timed passes are counted, a window ends with all threads in it, and a lock
 * that loses counts is found out.
 */
#include "bench/unit/block.h"

#include "fakes.h"
#include "here.h"

#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

#define N_ARMS    5
#define N_THREADS 2
#define PASSES    640

/* Slices among which one at least is not disturbed. */
#define TRIES 1000

static struct {
	struct arm_site site;
	unsigned char threads[N_THREADS + 1][ARM_THREAD_BYTES];
} memory;

static struct thread *threads[N_THREADS + 1];
static struct placement_machine *machine;
static struct block_setup setup;
static unsigned cpus[N_THREADS];
static bool has_two_cpus;

/* Arms of the case that logs, and a workers of n threads. */
static int
set_up(unsigned n_threads)
{
	struct reason why;

	fakes_forget();
	memset(&memory, 0, sizeof(memory));
	for (unsigned i = 0; i <= N_THREADS; i++)
		threads[i] = (struct thread *)memory.threads[i];
	setup = (struct block_setup){
		.n_arms = N_ARMS,
		.cpus = cpus,
		.n_threads = n_threads,
		.site = &memory.site,
		.threads = threads,
		.passes = PASSES,
	};
	for (unsigned i = 0; i < N_ARMS; i++) {
		setup.arms[i] = &fakes_plain;
		setup.cases[i] = &fakes_logging;
	}
	return workers_create(machine, cpus, n_threads, &setup.workers, &why);
}

static int
set_up_one(void **state)
{
	(void)state;
	return set_up(1);
}

/* Without a second CPU there is no workers: see need_two_cpus(). */
static int
set_up_two(void **state)
{
	(void)state;
	setup.workers = NULL;
	return has_two_cpus ? set_up(N_THREADS) : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	workers_destroy(setup.workers);
	return 0;
}

static void
need_two_cpus(void)
{
	if (has_two_cpus)
		return;
	print_message("# one CPU: no second thread\n");
	skip();
}

static void
run_block(uint64_t seed, struct slice slices[BLOCK_SLICES_MAX])
{
	unsigned short random[3] = { (unsigned short)seed, 2, 3 };

	fakes_forget();
	block_run(&setup, random, slices);
}

#define ONE(name) TEST_WITH(name, set_up_one, tear_down)

ONE(test_the_order_is_a_permutation_and_its_mirror)
{
	struct slice slices[BLOCK_SLICES_MAX];
	unsigned seen = 0;

	run_block(1, slices);
	for (unsigned i = 0; i < N_ARMS; i++) {
		seen |= 1u << slices[i].arm;
		assert_int_equal(slices[i].arm, slices[2 * N_ARMS - 1 - i].arm);
	}
	assert_int_equal(seen, (1u << N_ARMS) - 1);
}

static bool
same_order(const struct slice a[], const struct slice b[])
{
	for (unsigned i = 0; i < 2 * N_ARMS; i++)
		if (a[i].arm != b[i].arm)
			return false;
	return true;
}

ONE(test_a_seed_gives_its_order_again_and_others_differ)
{
	struct slice first[BLOCK_SLICES_MAX];
	struct slice other[BLOCK_SLICES_MAX];
	unsigned n_same = 0;

	run_block(1, first);
	run_block(1, other);
	assert_true(same_order(first, other));
	for (uint64_t seed = 2; seed < 12; seed++) {
		run_block(seed, other);
		n_same += same_order(first, other);
	}
	assert_true(n_same < 10);
}

ONE(test_the_next_block_has_an_order_of_its_own)
{
	unsigned short random[3] = { 1, 2, 3 };
	struct slice first[BLOCK_SLICES_MAX];
	struct slice next[BLOCK_SLICES_MAX];
	unsigned n_same = 0;

	block_run(&setup, random, first);
	for (unsigned i = 0; i < 10; i++) {
		fakes_forget();
		block_run(&setup, random, next);
		n_same += same_order(first, next);
	}
	assert_true(n_same < 10);
}

#define TWO(name) TEST_WITH(name, set_up_two, tear_down)

TWO(test_every_arm_works_at_the_same_addresses)
{
	struct slice slices[BLOCK_SLICES_MAX];

	need_two_cpus();
	run_block(1, slices);
	/* A warm-up and the timed passes of each thread in each slice. */
	assert_int_equal(fakes_n_runs, 2 * N_THREADS * 2 * N_ARMS);
	for (unsigned i = 0; i < fakes_n_runs; i++) {
		assert_ptr_equal(fakes_runs[i].lock, memory.site.lock);
		for (unsigned j = 0; j < i; j++)
			assert_true(pthread_equal(fakes_runs[i].caller,
			                fakes_runs[j].caller) ==
			    (fakes_runs[i].td == fakes_runs[j].td));
	}
}

TWO(test_every_slice_begins_and_ends_its_case_once)
{
	struct slice slices[BLOCK_SLICES_MAX];

	need_two_cpus();
	run_block(1, slices);
	assert_int_equal(fakes_n_begins, 2 * N_ARMS);
	assert_int_equal(fakes_n_ends, 2 * N_ARMS);
	for (unsigned i = 0; i < fakes_n_begins; i++) {
		assert_ptr_equal(fakes_begins[i].lock, memory.site.lock);
		assert_ptr_equal(fakes_begins[i].td, fakes_begins[0].td);
	}
	for (unsigned i = 0; i < fakes_n_runs; i++)
		assert_ptr_not_equal(fakes_runs[i].td, fakes_other);
}

TWO(test_only_the_timed_passes_are_counted)
{
	struct slice slice;

	need_two_cpus();
	setup.arms[1] = &fakes_counting;
	block_run_slice(&setup, 1, &slice);
	assert_int_equal(slice.ops, N_THREADS * PASSES);
	assert_int_equal(slice.ops_min_thread, PASSES);
	assert_int_equal(slice.ops_max_thread, PASSES);
	assert_int_equal(slice.hard_entries, N_THREADS * PASSES);
	assert_int_not_equal(slice.drop, SLICE_DROP_EXCLUSION);
}

ONE(test_hard_entries_are_of_arms_that_count_them)
{
	struct slice slice;

	block_run_slice(&setup, 0, &slice);
	assert_int_equal(slice.hard_entries, 0);
}

TWO(test_a_lock_that_loses_counts_is_dropped)
{
	struct slice slices[BLOCK_SLICES_MAX];

	need_two_cpus();
	setup.cases[2] = &fakes_losing;
	run_block(1, slices);
	for (unsigned i = 0; i < 2 * N_ARMS; i++)
		assert_int_equal(
		    slices[i].drop == SLICE_DROP_EXCLUSION, slices[i].arm == 2);
}

TWO(test_a_window_ends_with_all_threads_in_it)
{
	struct slice slice;
	unsigned n_kept = 0;

	need_two_cpus();
	setup.is_window = true;
	setup.window_ns = 200000;
	for (unsigned i = 0; i < TRIES && n_kept == 0; i++) {
		block_run_slice(&setup, 0, &slice);
		assert_true(slice.wall_ns >= setup.window_ns);
		assert_true(slice.ops_min_thread > 0);
		assert_int_equal(slice.ops, memory.site.count);
		n_kept += slice.drop == SLICE_KEEP;
	}
	assert_int_equal(n_kept, 1);
}

static int
open_machine(void **state)
{
	struct reason why;

	(void)state;
	/* Before a workers pins this thread. */
	has_two_cpus = here_cpus(N_THREADS, cpus);
	return placement_open(NULL, &machine, &why);
}

static int
close_machine(void **state)
{
	(void)state;
	placement_close(machine);
	return 0;
}

TEST_GROUP(open_machine, close_machine);
