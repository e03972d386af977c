/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves how the shares of threads become a slice, that each disturbance drops
 * it under its own name and the gravest one wins, and that a share sees what
 * its thread used.
 */
#include "bench/unit/slice.h"

#include <sched.h>
#include <stddef.h>
#include <time.h>

#include "tests/lib/test.h"

#define N 2

static struct slice_share shares[N];
static struct arm_site site;

/* Two threads, together from 110 to 1010 of 100 to 1100: all is well. */
static int
set_up(void **state)
{
	(void)state;
	shares[0] = (struct slice_share){
		.ops = 30,
		.from_ns = 100,
		.to_ns = 1010,
		.hard_entries = 5,
		.cpu_ns = 900,
		.before = { .ru_nvcsw = 7, .ru_minflt = 1 },
		.after = { .ru_nvcsw = 9, .ru_minflt = 4 },
	};
	shares[1] = (struct slice_share){
		.ops = 70,
		.from_ns = 110,
		.to_ns = 1100,
		.hard_entries = 6,
		.cpu_ns = 950,
	};
	site = (struct arm_site){ .count = 100, .handoffs = 42 };
	return 0;
}

static struct slice
sum_up(unsigned n)
{
	struct slice slice;

	slice_sum_up(3, shares, n, &site, &slice);
	return slice;
}

TEST_WITH(test_shares_are_added_up, set_up, NULL)
{
	const struct slice slice = sum_up(N);

	assert_int_equal(slice.arm, 3);
	assert_int_equal(slice.drop, SLICE_KEEP);
	assert_int_equal(slice.ops, 100);
	assert_int_equal(slice.ops_min_thread, 30);
	assert_int_equal(slice.ops_max_thread, 70);
	assert_int_equal(slice.wall_ns, 1000);
	assert_int_equal(slice.cpu_ns, 1850);
	assert_int_equal(slice.handoffs, 42);
	assert_int_equal(slice.hard_entries, 11);
	assert_int_equal(slice.nvcsw, 2);
	assert_int_equal(slice.minflt, 3);
	assert_int_equal(slice.nivcsw, 0);
	assert_int_equal(slice.majflt, 0);
	assert_int_equal(slice.migrations, 0);
}

TEST_WITH(test_threads_together_for_too_short_are_no_contention, set_up, NULL)
{
	shares[1].from_ns++;
	assert_int_equal(sum_up(N).drop, SLICE_DROP_OVERLAP);
}

TEST_WITH(test_threads_that_never_met_are_no_contention, set_up, NULL)
{
	shares[1].from_ns = shares[0].to_ns + 1;
	assert_int_equal(sum_up(N).drop, SLICE_DROP_OVERLAP);
}

TEST_WITH(test_the_gravest_disturbance_is_told, set_up, NULL)
{
	shares[1].from_ns += 500;
	shares[1].after.ru_majflt = 1;
	assert_int_equal(sum_up(N).drop, SLICE_DROP_MAJOR_FAULT);
	shares[0].after.ru_nivcsw = 1;
	assert_int_equal(sum_up(N).drop, SLICE_DROP_PREEMPTED);
	shares[1].migrations = 1;
	assert_int_equal(sum_up(N).drop, SLICE_DROP_MIGRATED);
	site.count--;
	assert_int_equal(sum_up(N).drop, SLICE_DROP_EXCLUSION);
}

TEST_WITH(test_exclusion_is_judged_between_threads_only, set_up, NULL)
{
	/* A try that fails counts nothing, and there is nobody to exclude. */
	site.count = 0;
	assert_int_equal(sum_up(1).drop, SLICE_KEEP);
	assert_int_equal(sum_up(N).drop, SLICE_DROP_EXCLUSION);
}

TEST_WITH(test_every_reason_to_drop_has_its_name, set_up, NULL)
{
	assert_string_equal(slice_drop_name(SLICE_KEEP), "");
	assert_string_equal(slice_drop_name(SLICE_DROP_OVERLAP), "overlap");
	assert_string_equal(
	    slice_drop_name(SLICE_DROP_MAJOR_FAULT), "major-fault");
	assert_string_equal(slice_drop_name(SLICE_DROP_PREEMPTED), "preempted");
	assert_string_equal(slice_drop_name(SLICE_DROP_MIGRATED), "migrated");
	assert_string_equal(slice_drop_name(SLICE_DROP_EXCLUSION), "exclusion");
}

TEST_WITH(test_a_share_sees_its_thread_sleep_and_work, set_up, NULL)
{
	const struct timespec ms = { .tv_nsec = 1000000 };

	slice_share_start(&shares[0], (unsigned)sched_getcpu());
	nanosleep(&ms, NULL);
	slice_share_stop(&shares[0], (unsigned)sched_getcpu());
	assert_true(sum_up(1).nvcsw >= 1);
	assert_true(shares[0].cpu_ns > 0);
}

TEST_WITH(test_a_share_sees_its_thread_on_another_cpu, set_up, NULL)
{
	slice_share_start(&shares[0], CPU_SETSIZE);
	slice_share_stop(&shares[0], CPU_SETSIZE);
	assert_int_equal(shares[0].migrations, 2);
	assert_int_equal(sum_up(1).drop, SLICE_DROP_MIGRATED);
}
