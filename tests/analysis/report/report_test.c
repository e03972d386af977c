/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a raw.csv that contradicts its schema or itself is refused, with
 * the place.  A run that was killed loses its last block and nothing else.  The
 * numbers of a small file are those computed on paper.
 */
#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/report/report.h"
#include "tests/analysis/raw.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

TEST_GROUP(scratch_create, scratch_destroy);

TEST(a_slice_that_breaks_the_schema_is_refused)
{
	static const struct {
		struct slice_words words;
		const char *expected;
	} CASES[] = {
		{ { .schema = "3" },
		    "raw.csv:2:1: column 'schema' is '3': expected 1 to 2, the "
		    "only schema" },
		{ { .role = "boss" },
		    "column 'role' is 'boss': expected base, null, cand" },
		{ { .slow_path = "often" },
		    "column 'slow_path' is 'often': expected every, some" },
		{ { .check = "" }, "column 'check' is '': expected the name" },
		{ { .ops = "0" }, "column 'ops' is '0': expected a number" },
		{ { .wall_ns = "0" }, "column 'wall_ns' is '0'" },
		{ { .threads = "0" }, "column 'threads' is '0'" },
		{ { .offset = "64" },
		    "column 'offset' is '64': expected an offset" },
		{ { .valid = "2" }, "column 'valid' is '2': expected 0 or 1" },
		{ { .valid = "0" }, "column 'drop_reason' is '': expected a" },
		{ { .drop_reason = "overlap" },
		    "column 'drop_reason' is 'overlap': expected nothing" },
		{ { .hard_entries = "3" },
		    "column 'hard_entries' is '3': expected nothing" },
		{ { .role = "count" },
		    "column 'hard_entries' is '': expected a number" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
		raw_assert_refused(
		    *state, &CASES[i].words, 1, CASES[i].expected);
}

TEST(slices_that_contradict_each_other_are_refused)
{
	static const struct {
		struct slice_words words;
		const char *expected;
	} CASES[] = {
		{ { .run_id = "r2" },
		    "column 'run_id' is 'r2': expected 'r1'" },
		{ { .threads = "3" }, "column 'threads' is '3': expected '2'" },
		{ { .lock = "spin" },
		    "column 'lock' is 'spin': expected 'mtx'" },
		{ { .op_case = "handoff" },
		    "column 'case' is 'handoff': expected 'contended'" },
		{ { .slow_path = "none" },
		    "column 'slow_path' is 'none': expected 'every'" },
		{ { .role = "null" },
		    "column 'role' is 'null': expected 'base'" },
		{ { .check = "td" },
		    "column 'check' is 'td': expected 'none'" },
		{ { .arm = "other" },
		    "column 'role' is 'base': expected another role: arm "
		    "'mtx-none'" },
		{ { .valid = "0", .drop_reason = "overlap" },
		    "raw.csv:3:109: column 'valid' is '0': expected '1'" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		const struct slice_words both[] = { { 0 }, CASES[i].words };

		raw_assert_refused(*state, both, 2, CASES[i].expected);
	}
}

TEST(blocks_out_of_order_are_refused)
{
	static const struct slice_words BACK[] = {
		{ .block = "5" },
		{ .block = "4" },
	};
	static const struct slice_words LATE_ARM[] = {
		{ .block = "0" },
		{ .block = "1" },
		{ .block = "1", .arm = "new", .role = "cand" },
	};
	static const struct slice_words LACKING[] = {
		{ .block = "0" },
		{ .block = "0" },
		{ .block = "1" },
		{ .block = "2" },
	};
	static const struct slice_words BASELESS[] = {
		{ .block = "0", .arm = "x", .role = "cand" },
		{ .block = "1", .arm = "x", .role = "cand" },
	};

	raw_assert_refused(
	    *state, BACK, 2, "column 'block' is '4': expected at");
	raw_assert_refused(*state, LATE_ARM, 3, "column 'arm' is 'new'");
	raw_assert_refused(*state, LACKING, 4,
	    "raw.csv:5:1: block 1 of row 'mtx/contended/2/same-l3' ends before "
	    "this line without the same slices");
	raw_assert_refused(*state, BASELESS, 2,
	    "raw.csv:3:1: block 0 of row 'mtx/contended/2/same-l3' ends before "
	    "this line without a slice of role base");
}

TEST(a_unit_that_comes_back_is_refused)
{
	static const struct slice_words BACK[] = {
		{ .unit = "0" },
		{ .unit = "1" },
		{ .unit = "0" },
	};

	raw_assert_refused(*state, BACK, 3,
	    "raw.csv:4:30: column 'unit' is '0': expected a new unit");
}

TEST(a_header_alone_is_no_report)
{
	raw_assert_refused(*state, NULL, 0, "raw.csv:1:1: no slices");
}

TEST(a_killed_run_loses_its_last_block_only)
{
	char text[8192];
	char *warnings = NULL;
	struct report *report;
	struct reason why;

	strcpy(text, format_raw.header);
	for (int b = 0; b < 4; b++) {
		char block[2] = { (char)('0' + b), '\0' };

		raw_add(text, &(struct slice_words){ .block = block });
		raw_add(text,
		    &(struct slice_words){
		        .block = block, .arm = "c", .role = "cand" });
		if (b == 3)
			break;
		raw_add(text,
		    &(struct slice_words){
		        .block = block, .arm = "c", .role = "cand" });
		raw_add(text, &(struct slice_words){ .block = block });
	}
	assert_int_equal(raw_read(*state, text, &warnings, &report, &why), 0);
	assert_non_null(strstr(
	    warnings, "raw.csv:15: the last block is incomplete and left out"));
	assert_true(report->rows[0].n_blocks == 3);
	assert_int_equal(report->rows[0].arms[1].units.n, 1);
	report_destroy(report);
	free(warnings);
}

/* One unit: base 20 ns, a candidate at 22, 24, 21 and, dropped, 90 ns. */
TEST(the_numbers_are_those_on_paper)
{
	static const char *const WALLS[] = { "220", "240", "210", "900" };
	char text[8192];
	char *warnings = NULL;
	struct report *report;
	struct reason why;

	strcpy(text, format_raw.header);
	for (int b = 0; b < 4; b++) {
		char block[2] = { (char)('0' + b), '\0' };
		struct slice_words w = {
			.block = block,
			.valid = b == 3 ? "0" : "1",
			.drop_reason = b == 3 ? "exclusion" : "",
		};

		raw_add(text, &w);
		w.arm = "c";
		w.role = "cand";
		w.wall_ns = WALLS[b];
		raw_add(text, &w);
		w.arm = "n";
		w.role = "count";
		w.hard_entries = b == 3 ? "1" : "9";
		raw_add(text, &w);
	}
	assert_int_equal(raw_read(*state, text, &warnings, &report, &why), 0);

	const struct row_result *row = &report->rows[0];
	assert_int_equal(row->slice_ns.n, 1);
	assert_true(row->slice_ns.values[0] == 200);
	assert_true(row_base_ns(row) == 20);
	assert_true(fabs(row->arms[1].units.values[0] - log(1.1)) < 1e-15);
	assert_true(row->n_blocks == 4 && row->n_dropped == 1);
	assert_true(row->has_broken_exclusion);
	const struct arm_sums count = row_sums(row, ROLE_COUNT);
	const struct arm_sums base = row_sums(row, ROLE_BASE);

	assert_true(count.hard_entries == 27 && count.count_ops == 30);
	assert_true(base.handoffs == 9 && base.handoff_ops == 30);
	assert_true(base.min_max_ratios == 1.5 && base.n_shares == 3);
	assert_string_equal(row->lock, "mtx");
	report_destroy(report);
	free(warnings);
}

TEST(a_unit_with_two_valid_blocks_is_lost)
{
	struct synth_row s = SYNTH_QUIET;
	struct report *report;
	struct reason why;

	s.n_blocks = 5;
	s.n_dropped = 3;
	synth_report(*state, &s);
	assert_int_equal(report_read(*state, stderr, &report, &why), 0);
	assert_int_equal(report->rows[0].n_units_lost, 16);
	assert_int_equal(report->rows[0].slice_ns.n, 0);
	report_destroy(report);
}

TEST(what_run_json_lacks_is_warned_of)
{
	static const char CUT[] = "{\"run_id\": \"r9\", \"complete\": false}";
	char *warnings = NULL;
	size_t len;
	FILE *to = open_memstream(&warnings, &len);
	struct report *report;
	struct reason why;

	synth_report(*state, &SYNTH_QUIET);
	scratch_write(*state, "run.json", CUT, strlen(CUT));
	assert_int_equal(report_read(*state, to, &report, &why), 0);
	report_destroy(report);
	assert_int_equal(remove(scratch_path(*state, "run.json")), 0);
	assert_int_equal(report_read(*state, to, &report, &why), 0);
	report_destroy(report);
	assert_int_equal(fclose(to), 0);
	assert_non_null(strstr(warnings, "does not say clock.quantum_ns"));
	assert_non_null(strstr(warnings, "the run was cut short"));
	assert_non_null(
	    strstr(warnings, "is of run r9, but raw.csv of run " SYNTH_RUN_ID));
	assert_non_null(strstr(warnings, "run.json: machine and environment"));
	free(warnings);
}

TEST(a_run_json_that_is_no_json_is_refused)
{
	static const char BAD[] = "{\n \"run_id\": ,\n}\n";
	struct report *report;
	struct reason why;

	synth_report(*state, &SYNTH_QUIET);
	scratch_write(*state, "run.json", BAD, strlen(BAD));
	assert_int_equal(report_read(*state, stderr, &report, &why), -EINVAL);
	assert_non_null(strstr(why.text, "run.json:2:12: "));
}
