/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a group which one event could not join is not there at all: it
 * leaves nothing open, tells nothing to the kernel, and says in every reading
 * why, with what to do.
 */
#include "bench/pmu/group.h"

#include "fake_perf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

#define N 3

static const struct counters_event events[N];

static int leader_fd;
static int answer;

/* The last event's answer is made up; those before it open. */
static int
open_all_but_the_last(const struct perf_code *code, int leader)
{
	static unsigned n_opened;
	const bool is_last = n_opened++ % N == N - 1;
	const int fd = is_last ? answer : open("/dev/null", O_RDONLY);

	(void)code;
	if (leader == -1)
		leader_fd = fd;
	return fd;
}

static int
fail_to_tell(int fd, unsigned long request)
{
	fail_msg("descriptor %d is told %lu", fd, request);
	return -1;
}

static int
set_up(void **state)
{
	(void)state;
	fake_perf_opener = open_all_but_the_last;
	fake_perf_teller = fail_to_tell;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	fake_perf_opener = NULL;
	fake_perf_teller = NULL;
	return 0;
}

static void
assert_reading(
    struct group *group, enum counters_status status, const char *told)
{
	struct group_reading reading;

	memset(&reading, 0xff, sizeof(reading));
	group_start(group);
	group_stop(group, &reading);
	for (unsigned i = 0; i < N; i++) {
		struct reason why;

		assert_int_equal(reading.events[i].status, status);
		assert_int_equal(reading.events[i].value, 0);
		assert_int_equal(reading.events[i].enabled_ns, 0);
		assert_int_equal(reading.events[i].running_ns, 0);
		group_explain(&reading, i, &events[i].code, &why);
		if (strstr(why.text, told) == NULL)
			fail_msg("%s", why.text);
	}
}

static void
assert_refused(int err, enum counters_status status, const char *told)
{
	struct group *group;

	answer = err;
	assert_int_equal(group_open(events, N, &group), 0);
	assert_int_equal(fcntl(leader_fd, F_GETFD), -1);
	/* Time and again. */
	for (unsigned i = 0; i < 2; i++)
		assert_reading(group, status, told);
	group_close(group);
}

TEST_WITH(test_too_many_events_for_the_pmu_are_not_scheduled, set_up, tear_down)
{
	assert_refused(-ENOSPC, COUNTERS_NOT_SCHEDULED, "fewer --events");
	/* What x86 and arm64 say. */
	assert_refused(-EINVAL, COUNTERS_NOT_SCHEDULED, "fewer --events");
}

TEST_WITH(test_a_pmu_that_is_taken_is_not_scheduled, set_up, tear_down)
{
	assert_refused(-EBUSY, COUNTERS_NOT_SCHEDULED, "the PMU is taken");
}

TEST_WITH(test_too_few_descriptors_are_an_error, set_up, tear_down)
{
	assert_refused(-EMFILE, COUNTERS_ERROR, "ulimit -n is");
}

TEST_WITH(test_what_is_forbidden_is_denied, set_up, tear_down)
{
	assert_refused(-EACCES, COUNTERS_DENIED, "perf_event_paranoid");
}
