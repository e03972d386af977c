/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what is written into counters.csv.gz: a field for every column,
 * nothing where nothing is known, and text that needs quotes in quotes.
 */
#include "bench/run/record.h"

#include "sheet.h"

#include "tests/lib/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static const struct case_kind contended = { .name = "contended" };
static const struct catalog_arm base = { .name = "base" };
static const struct catalog_arm cand = { .name = "cand" };

static const struct plan_row row = {
	.name = "mtx/contended/2/spread",
	.kind = &contended,
	.placement = "spread",
	.n_threads = 2,
	.cpus = { 3, 5 },
	.arms = { &base, &cand },
	.n_arms = 2,
};
static const uint32_t offsets[] = { 16, 48 };
static const struct record_unit unit = {
	.row = &row,
	.unit = 4,
	.pid = 1234,
	.offsets = offsets,
};

static struct record *record;
static struct reason why;

static int
set_up(void **state)
{
	scratch_create(state);
	return record_open(*state, "run-1", false, &record, &why);
}

static int
tear_down(void **state)
{
	record_close(record);
	return scratch_destroy(state);
}

/* Ends the unit, and reads what it wrote. */
static char *
read_unit(const char *folder)
{
	assert_int_equal(record_end_unit(record, &why), 0);
	return sheet_unpack(scratch_path(folder, "counters.csv.gz"), NULL);
}

TEST_WITH(
    test_a_reason_with_quotes_and_commas_stays_one_field, set_up, tear_down)
{
	static const char end[] = ",no_pmu,\"say \"\"no\"\", twice\"\n";
	const struct counters_event event = {
		.name = "cycles",
		.status = COUNTERS_NO_PMU,
		.why = { "say \"no\", twice" },
	};
	char *text;

	assert_int_equal(record_uncounted(record, &unit, &event, &why), 0);
	text = read_unit(*state);
	assert_string_equal(text + strlen(text) - strlen(end), end);
	/* Its comma is no separator. */
	assert_int_equal(
	    sheet_count(sheet_line(text, 1), ','), sheet_count(text, ',') + 1);
	sheet_assert_field(text, 1, "event", "cycles");
	sheet_assert_field(text, 1, "value", "");
	free(text);
}

/* Writes counts of the events from the second on; block 2. */
static void
write_counts(const struct unit_counts *counts)
{
	static const struct counters_event events[] = { { .name = "unused" },
		{ .name = "a", .resolved = "p::a" }, { .name = "b" } };
	static const struct reason reasons[] = { { "" }, { "do \"this\"" } };
	const struct record_counted counted = {
		.block = 2,
		.events = events,
		.counts = counts,
		.reasons = reasons,
	};

	assert_int_equal(record_counts(record, &unit, &counted, &why), 0);
}

TEST_WITH(test_a_value_that_was_not_counted_is_empty, set_up, tear_down)
{
	const struct unit_counts counts = {
		.arm = 1,
		.thread = 1,
		.first_event = 1,
		.n_events = 2,
		.reading = {
			.ops = 50,
			.events = { { 123, 9, 9, COUNTERS_OK },
			    { 0, 9, 0, COUNTERS_NOT_SCHEDULED } },
		},
	};
	char *text;

	write_counts(&counts);
	text = read_unit(*state);
	sheet_assert_field(text, 1, "arm", "cand");
	sheet_assert_field(text, 1, "event", "a");
	sheet_assert_field(text, 1, "resolved", "p::a");
	sheet_assert_field(text, 1, "offset", "48");
	sheet_assert_field(text, 1, "block", "2");
	sheet_assert_field(text, 1, "cpu", "5");
	sheet_assert_field(text, 1, "ops", "50");
	sheet_assert_field(text, 1, "value", "123");
	sheet_assert_field(text, 1, "status", "ok");
	sheet_assert_field(text, 1, "reason", "");
	sheet_assert_field(text, 2, "event", "b");
	sheet_assert_field(text, 2, "value", "");
	sheet_assert_field(text, 2, "time_enabled_ns", "9");
	sheet_assert_field(text, 2, "time_running_ns", "0");
	sheet_assert_field(text, 2, "status", "not_scheduled");
	sheet_assert_field(text, 2, "reason", "\"do \"\"this\"\"\"");
	for (unsigned i = 1; i <= 2; i++)
		assert_int_equal(sheet_count(sheet_line(text, i), ','),
		    sheet_count(text, ','));
	free(text);
}

TEST_WITH(test_times_that_are_not_known_are_empty, set_up, tear_down)
{
	const struct unit_counts counts = {
		.first_event = 1,
		.n_events = 1,
		.reading = { .events = { { .status = COUNTERS_ERROR } } },
	};
	char *text;

	write_counts(&counts);
	text = read_unit(*state);
	sheet_assert_field(text, 1, "value", "");
	sheet_assert_field(text, 1, "time_enabled_ns", "");
	sheet_assert_field(text, 1, "time_running_ns", "");
	sheet_assert_field(text, 1, "status", "error");
	free(text);
}
