/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what standard error is told of the counters: before the run those that
 * cannot be had, after it those that were not had all the time, or never
 * counted; each with its status and what to do, and nothing of the others.
 */
#include "bench/run/notices.h"

#include "tests/lib/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/lib/test.h"

/* Returns what notice says of the manifest on standard error. */
static char *
hear(void (*notice)(const struct manifest *), const struct manifest *manifest,
    const char *folder)
{
	const int before = dup(STDERR_FILENO);
	const int fd = open(
	    scratch_path(folder, "heard"), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(before >= 0 && fd >= 0);
	fflush(stderr);
	assert_int_equal(dup2(fd, STDERR_FILENO), STDERR_FILENO);
	notice(manifest);
	fflush(stderr);
	assert_int_equal(dup2(before, STDERR_FILENO), STDERR_FILENO);
	close(before);
	close(fd);
	return scratch_read(folder, "heard");
}

static void
assert_heard(void (*notice)(const struct manifest *),
    const struct manifest *manifest, const char *folder, const char *wanted)
{
	char *heard = hear(notice, manifest, folder);

	assert_string_equal(heard, wanted);
	free(heard);
}

TEST_WITH(test_what_cannot_be_counted_is_told_once_for_each_reason,
    scratch_create, scratch_destroy)
{
	const struct counters_event events[] = {
		{ .name = "a", .status = COUNTERS_DENIED, .why = { "do x" } },
		{ .name = "b", .status = COUNTERS_DENIED, .why = { "do x" } },
		{ .name = "c", .status = COUNTERS_OK },
		{ .name = "d", .status = COUNTERS_ERROR, .why = { "do y" } },
	};
	const struct manifest manifest = { .events = events, .n_events = 4 };

	assert_heard(notices_uncounted, &manifest, *state,
	    "no counter a, b: denied: do x; switches, faults and CPU time are "
	    "counted all the same\n"
	    "no counter d: error: do y; switches, faults and CPU time are "
	    "counted all the same\n");
}

/* The first event never was one, so that the tally begins with the second. */
static const struct counters_event events[] = {
	{ .name = "none", .status = COUNTERS_NO_PMU },
	{ .name = "a", .status = COUNTERS_OK },
	{ .name = "b", .status = COUNTERS_OK },
};

TEST_WITH(test_what_was_not_counted_all_the_time_is_told, scratch_create,
    scratch_destroy)
{
	static struct tally tally;
	const struct manifest manifest = {
		.events = events,
		.n_events = 3,
		.tally = &tally,
	};
	struct tally_event *a = &tally.events[0];

	a->n_readings[COUNTERS_OK] = 5;
	a->n_readings[COUNTERS_MULTIPLEXED] = 2;
	a->n_readings[COUNTERS_NOT_SCHEDULED] = 1;
	strcpy(a->whys[COUNTERS_MULTIPLEXED].text, "share less");
	strcpy(a->whys[COUNTERS_NOT_SCHEDULED].text, "take it back");
	a->ops = 100;
	a->has_counted = true;
	assert_heard(notices_miscounted, &manifest, *state,
	    "counter a: multiplexed in 2 of 8 readings: share less\n"
	    "counter a: not_scheduled in 1 of 8 readings: take it back\n");
}

TEST_WITH(test_a_constant_zero_is_told, scratch_create, scratch_destroy)
{
	static struct tally tally;
	const struct manifest manifest = {
		.events = events,
		.n_events = 3,
		.tally = &tally,
	};
	char *heard;

	tally.events[0].n_readings[COUNTERS_OK] = 5;
	tally.events[0].ops = 100;
	tally.events[0].has_counted = true;
	assert_heard(notices_miscounted, &manifest, *state, "");
	tally.events[1].n_readings[COUNTERS_OK] = 5;
	tally.events[1].ops = 100;
	heard = hear(notices_miscounted, &manifest, *state);
	assert_non_null(strstr(heard,
	    "counter b: constant zero, not believed: 0 in all of 100 passes"));
	assert_null(strstr(heard, "counter a"));
	free(heard);
}
