/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what is written into raw.csv.gz: a field for every column, nothing
 * where nothing is known, a block dropped as a whole.
 */
#include "recorded.h"
#include "sheet.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

TEST_WITH(test_a_line_has_a_field_for_each_column, recorded_set_up,
    recorded_tear_down)
{
	char *text = recorded_write_one(state);

	assert_int_equal(strncmp(text, "schema,run_id,row,", 18), 0);
	for (unsigned i = 1; i <= RECORDED_SLICES; i++)
		assert_int_equal(sheet_count(sheet_line(text, i), ','),
		    sheet_count(text, ','));
	assert_string_equal(sheet_line(text, RECORDED_SLICES + 1), "");
	free(text);
}

TEST_WITH(test_a_slice_is_written_under_its_columns, recorded_set_up,
    recorded_tear_down)
{
	static const char *const wanted[][2] = { { "schema", "2" },
		{ "run_id", "run-1" }, { "row", "mtx/contended/2/spread" },
		{ "unit", "4" }, { "pid", "1234" }, { "offset", "48" },
		{ "block", "9" }, { "slot", "1" }, { "arm", "mtx-none-count" },
		{ "place", "" }, { "case", "contended" }, { "role", "count" },
		{ "threads", "2" }, { "placement", "spread" },
		{ "cpus", "3;5" }, { "crit_ns", "100" }, { "par_ns", "200" },
		{ "ops", "1001" }, { "wall_ns", "18446744073709551615" },
		{ "handoffs", "0" }, { "valid", "1" }, { "drop_reason", "" },
		{ "slow_path", "some" }, { "hard_entries", "7" } };
	char *text = recorded_write_one(state);

	for (unsigned i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		sheet_assert_field(text, 2, wanted[i][0], wanted[i][1]);
	sheet_assert_field(text, 1, "offset", "16");
	sheet_assert_field(text, 1, "slot", "0");
	free(text);
}

TEST_WITH(
    test_what_cannot_be_known_is_empty, recorded_set_up, recorded_tear_down)
{
	char *text;

	recorded_row.n_threads = 1;
	text = recorded_write_one(state);
	sheet_assert_field(text, 1, "cpus", "3");
	sheet_assert_field(text, 1, "handoffs", "");
	sheet_assert_field(text, 1, "hard_entries", "");
	sheet_assert_field(text, 2, "hard_entries", "7");
	free(text);
}

TEST_WITH(test_one_bad_slice_drops_the_block_for_the_gravest_reason,
    recorded_set_up, recorded_tear_down)
{
	char *text;

	recorded_slices[0].drop = SLICE_DROP_OVERLAP;
	recorded_slices[3].drop = SLICE_DROP_PREEMPTED;
	text = recorded_write_one(state);
	for (unsigned i = 1; i <= RECORDED_SLICES; i++) {
		sheet_assert_field(text, i, "valid", "0");
		sheet_assert_field(text, i, "drop_reason", "preempted");
	}
	free(text);
}

TEST_WITH(test_a_runs_name_is_one_field_whatever_it_is, recorded_set_up,
    recorded_tear_down)
{
	static const char wanted[] = "2,\"run,\"\"1\"\"\",";
	char *text;

	record_close(recorded);
	assert_int_equal(
	    record_open(*state, "run,\"1\"", true, &recorded, &recorded_why),
	    0);
	text = recorded_write_one(state);
	assert_int_equal(
	    strncmp(sheet_line(text, 1), wanted, strlen(wanted)), 0);
	free(text);
}
