/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that nobody waits beyond the end of a run, nor long for a silent one.
 */
#include "bench/run/launch.h"

#include "base/clock.h"

#include "tests/lib/test.h"

#define MOST_MS 20000

TEST(test_without_an_end_all_wait_as_long_as_they_like)
{
	const struct launch_deadline none = launch_deadline_in(0);

	assert_false(launch_deadline_is_over(&none));
	assert_int_equal(launch_deadline_wait_ms(&none, MOST_MS), MOST_MS);
}

TEST(test_the_silent_get_a_tenth_of_all_time)
{
	const struct launch_deadline hour = launch_deadline_in(3600);
	const struct launch_deadline minute = launch_deadline_in(60);

	assert_false(launch_deadline_is_over(&hour));
	assert_int_equal(launch_deadline_wait_ms(&hour, MOST_MS), MOST_MS);
	assert_int_equal(launch_deadline_wait_ms(&minute, MOST_MS), 6000);
	assert_int_equal(launch_deadline_wait_ms(&minute, 5), 5);
}

TEST(test_nobody_waits_beyond_the_end)
{
	struct launch_deadline soon = launch_deadline_in(3600);
	struct launch_deadline past = soon;

	soon.end_ns = clock_now_ns() + 1000000000;
	assert_in_range(launch_deadline_wait_ms(&soon, MOST_MS), 0, 1001);
	past.end_ns = clock_now_ns() - 1;
	assert_true(launch_deadline_is_over(&past));
	assert_int_equal(launch_deadline_wait_ms(&past, MOST_MS), 0);
}
