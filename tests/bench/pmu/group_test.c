/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which status and advice a reading gets, in every way in which a value
 * may be false, of a kernel made up here; counting_test.c asks the real one.
 */
#include "bench/pmu/group.h"

#include "fake_perf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "tests/lib/test.h"

#define N 2

static const struct counters_event events[N];

/* What the next read of the group gives. */
static int read_end;
static int write_end;
static int leaders[N];
static unsigned n_opened;
static unsigned long refused_request;

/* The leader is a pipe, for its readings; the others are never read. */
static int
fake_open(const struct perf_code *code, int leader)
{
	int ends[2];

	(void)code;
	leaders[n_opened++] = leader;
	if (leader != -1)
		return open("/dev/null", O_RDONLY);
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	read_end = ends[0];
	write_end = ends[1];
	return read_end;
}

static int
fake_tell(int fd, unsigned long request)
{
	assert_int_equal(fd, read_end);
	if (request != refused_request)
		return 0;
	errno = EIO;
	return -1;
}

static int
set_up(void **state)
{
	(void)state;
	n_opened = 0;
	refused_request = 0;
	fake_perf_opener = fake_open;
	fake_perf_teller = fake_tell;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(write_end);
	fake_perf_opener = NULL;
	fake_perf_teller = NULL;
	return 0;
}

static struct group *
open_group(void)
{
	struct group *group;

	assert_int_equal(group_open(events, N, &group), 0);
	return group;
}

/* One reading, for which the kernel says n values and these times. */
static struct group_reading
read_group(
    struct group *group, uint64_t n, uint64_t enabled_ns, uint64_t running_ns)
{
	const struct {
		struct perf_head head;
		uint64_t values[N];
	} said = { { n, enabled_ns, running_ns }, { 11, 22 } };
	struct group_reading reading = { 0 };

	group_start(group);
	assert_int_equal(write(write_end, &said, sizeof(said)), sizeof(said));
	group_stop(group, &reading);
	return reading;
}

static void
assert_reading(const struct group_reading *reading, enum counters_status status,
    uint64_t enabled_ns, uint64_t running_ns)
{
	for (unsigned i = 0; i < N; i++) {
		assert_int_equal(reading->events[i].status, status);
		assert_int_equal(reading->events[i].enabled_ns, enabled_ns);
		assert_int_equal(reading->events[i].running_ns, running_ns);
	}
}

/* No values, the status instead, and in the advice what is told. */
static void
assert_nothing(const struct group_reading *reading, enum counters_status status,
    const char *told)
{
	assert_reading(reading, status, 0, 0);
	for (unsigned i = 0; i < N; i++) {
		struct reason why;

		assert_int_equal(reading->events[i].value, 0);
		group_explain(reading, i, &events[i].code, &why);
		if (strstr(why.text, told) == NULL)
			fail_msg("%s", why.text);
	}
}

static void
assert_error(const struct group_reading *reading)
{
	assert_nothing(reading, COUNTERS_ERROR, "the kernel says ");
}

static void
assert_advice(const struct group_reading *reading, const char *told)
{
	struct reason why;

	group_explain(reading, 0, &events[0].code, &why);
	if (strstr(why.text, told) == NULL)
		fail_msg("%s", why.text);
}

/* Reads a group for which the kernel has nothing to say. */
static struct group_reading
read_nothing(struct group *group)
{
	struct group_reading reading;

	memset(&reading, 0xff, sizeof(reading));
	group_start(group);
	group_stop(group, &reading);
	return reading;
}

TEST_WITH(test_the_first_event_leads_the_group, set_up, tear_down)
{
	struct group *group = open_group();

	assert_int_equal(n_opened, N);
	assert_int_equal(leaders[0], -1);
	assert_int_equal(leaders[1], read_end);
	group_close(group);
	assert_int_equal(fcntl(read_end, F_GETFD), -1);
}

TEST_WITH(test_a_group_that_ran_all_the_time_is_ok, set_up, tear_down)
{
	struct group *group = open_group();
	const struct group_reading reading = read_group(group, N, 100, 100);

	assert_reading(&reading, COUNTERS_OK, 100, 100);
	assert_int_equal(reading.err, 0);
	assert_int_equal(reading.events[0].value, 11);
	assert_int_equal(reading.events[1].value, 22);
	group_close(group);
}

TEST_WITH(test_each_reading_is_judged_by_its_own_times, set_up, tear_down)
{
	struct group *group = open_group();
	struct group_reading reading;

	reading = read_group(group, N, 100, 60);
	assert_reading(&reading, COUNTERS_MULTIPLEXED, 100, 60);
	assert_advice(&reading, "end other users of perf");
	reading = read_group(group, N, 250, 210);
	assert_reading(&reading, COUNTERS_OK, 150, 150);
	assert_advice(&reading, "");
	reading = read_group(group, N, 300, 210);
	assert_reading(&reading, COUNTERS_NOT_SCHEDULED, 50, 0);
	assert_advice(&reading, "kernel.nmi_watchdog=0");
	group_close(group);
}

TEST_WITH(test_a_group_that_the_pmu_has_no_room_for_is_not_scheduled, set_up,
    tear_down)
{
	struct group *group = open_group();
	const int kept = dup(read_end);
	const int null = open("/dev/null", O_RDONLY);
	struct group_reading reading;

	/* As perf_read() ends for a pinned group in error. */
	assert_int_equal(dup2(null, read_end), read_end);
	reading = read_nothing(group);
	assert_nothing(
	    &reading, COUNTERS_NOT_SCHEDULED, "kernel.nmi_watchdog=0");
	assert_int_equal(dup2(kept, read_end), read_end);
	/* What was missed counts for the next, as time not on the PMU. */
	reading = read_group(group, N, 200, 100);
	assert_reading(&reading, COUNTERS_MULTIPLEXED, 200, 100);
	close(kept);
	close(null);
	group_close(group);
}

TEST_WITH(test_a_refused_read_is_an_error, set_up, tear_down)
{
	struct group *group = open_group();
	const struct group_reading reading = read_nothing(group);

	assert_error(&reading);
	assert_int_equal(reading.err, -EAGAIN);
	group_close(group);
}

TEST_WITH(test_a_reading_of_another_size_is_an_error, set_up, tear_down)
{
	struct group *group = open_group();
	const uint64_t half[] = { N, 100, 100, 11 };
	struct group_reading reading;

	group_start(group);
	assert_int_equal(write(write_end, half, sizeof(half)), sizeof(half));
	group_stop(group, &reading);
	assert_error(&reading);
	group_close(group);
}

TEST_WITH(test_a_refused_start_or_stop_is_an_error, set_up, tear_down)
{
	static const unsigned long requests[] = { PERF_EVENT_IOC_RESET,
		PERF_EVENT_IOC_ENABLE, PERF_EVENT_IOC_DISABLE };
	struct group *group = open_group();

	for (unsigned i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		refused_request = requests[i];
		const struct group_reading reading =
		    read_group(group, N, 100, 100);
		assert_error(&reading);
	}
	refused_request = 0;
	assert_int_equal(
	    read_group(group, N, 200, 200).events[0].status, COUNTERS_OK);
	group_close(group);
}
