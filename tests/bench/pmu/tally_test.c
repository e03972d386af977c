/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a 0 is not believed until its event has counted something, that
 * every other status brings its advice, and that all readings are added up.
 */
#include "bench/pmu/tally.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

/* Two groups: the second begins at index 4. */
#define FIRST GROUP_EVENTS_MAX

static const struct counters_event events[COUNTERS_EVENTS_MAX];
static struct tally tally;
static struct reason reasons[GROUP_EVENTS_MAX];

static int
set_up(void **state)
{
	(void)state;
	memset(&tally, 0, sizeof(tally));
	return 0;
}

/* Adds one reading of two events, after ops passes. */
static void
add(uint64_t ops, enum counters_status status, uint64_t value, uint64_t other)
{
	const struct group_reading reading = {
		.ops = ops,
		.err = status == COUNTERS_ERROR ? -EMFILE : 0,
		.events = { { value, 9, 9, status }, { other, 9, 9, status } },
	};

	memset(reasons, 0xff, sizeof(reasons));
	tally_add(&tally.events[FIRST], &events[FIRST], 2, &reading, reasons);
}

static void
assert_told(unsigned index, const char *told)
{
	if (strstr(reasons[index].text, told) == NULL)
		fail_msg("%s", reasons[index].text);
}

TEST_WITH(test_a_zero_is_not_believed_before_its_event_counts, set_up, NULL)
{
	add(100, COUNTERS_OK, 0, 7);
	assert_told(0, "constant zero so far: not believed");
	assert_string_equal(reasons[1].text, "");
	assert_true(tally_is_constant_zero(&tally.events[FIRST]));
	assert_false(tally_is_constant_zero(&tally.events[FIRST + 1]));
	add(100, COUNTERS_OK, 1, 0);
	assert_string_equal(reasons[0].text, "");
	/* From now on a 0 is one. */
	assert_string_equal(reasons[1].text, "");
	add(100, COUNTERS_OK, 0, 0);
	assert_string_equal(reasons[0].text, "");
	assert_false(tally_is_constant_zero(&tally.events[FIRST]));
}

TEST_WITH(test_without_passes_nothing_can_be_counted, set_up, NULL)
{
	assert_false(tally_is_constant_zero(&tally.events[FIRST]));
	add(0, COUNTERS_OK, 0, 0);
	assert_string_equal(reasons[0].text, "");
	assert_false(tally_is_constant_zero(&tally.events[FIRST]));
}

TEST_WITH(test_what_was_not_counted_is_no_zero, set_up, NULL)
{
	add(100, COUNTERS_NOT_SCHEDULED, 0, 0);
	assert_told(0, "the PMU is taken");
	add(100, COUNTERS_ERROR, 0, 0);
	assert_told(1, "too few file descriptors");
	assert_false(tally_is_constant_zero(&tally.events[FIRST]));
	/* For a part of the time is: the advice stays. */
	add(100, COUNTERS_MULTIPLEXED, 0, 0);
	assert_told(0, "end other users of perf");
	assert_true(tally_is_constant_zero(&tally.events[FIRST]));
}

TEST_WITH(test_readings_are_added_up_by_status, set_up, NULL)
{
	const struct tally_event *event = &tally.events[FIRST + 1];

	add(100, COUNTERS_OK, 0, 3);
	add(20, COUNTERS_MULTIPLEXED, 0, 3);
	add(3, COUNTERS_NOT_SCHEDULED, 0, 0);
	add(3, COUNTERS_NOT_SCHEDULED, 0, 0);
	assert_int_equal(tally_count_readings(event), 4);
	assert_int_equal(event->n_readings[COUNTERS_OK], 1);
	assert_int_equal(event->n_readings[COUNTERS_NOT_SCHEDULED], 2);
	assert_int_equal(event->ops, 120);
	assert_non_null(
	    strstr(event->whys[COUNTERS_NOT_SCHEDULED].text, "is taken"));
	assert_int_equal(tally_count_readings(&tally.events[0]), 0);
}
