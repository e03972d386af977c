/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the rows which more units may decide are named, each once and no
 * others, in a file that appears whole or not at all.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/lib/test.h"

#include "analysis/cmd/next.h"
#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

static int
set_up(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,40,8,0.5\n"
	    "spin/*,*,0.02,0.05,10;20;40,8,0.5\n";

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	synth_report_in(*state, "pass", &SYNTH_QUIET);
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

/* Rows of ten units; that of sx is not in the gate. */
static void
make_rows(const char *folder)
{
	static const struct {
		const char *row;
		double effect;
		double null_effect;
		double sd;
	} ROWS[] = {
		{ "spin/fast/2/x", 0, 0, 0.001 },
		{ "spin/slow/2/x", 0.06, 0, 0.001 },
		{ "spin/noisy/2/x", 0.01, 0, 0.02 },
		{ "spin/unfit/2/x", 0.01, 0.1, 0.001 },
		{ "sx/noisy/2/x", 0.01, 0, 0.02 },
		{ "spin/wide/2/x", 0.012, 0, 0.02 },
	};
	const size_t n = sizeof(ROWS) / sizeof(ROWS[0]);
	struct synth_row rows[sizeof(ROWS) / sizeof(ROWS[0])];
	const char *path = scratch_path(folder, "rows");

	assert_int_equal(mkdir(path, 0777), 0);
	for (size_t i = 0; i < n; i++) {
		rows[i] = SYNTH_QUIET;
		rows[i].row = ROWS[i].row;
		rows[i].n_units = 10;
		rows[i].cand_effect = ROWS[i].effect;
		rows[i].null_effect = ROWS[i].null_effect;
		rows[i].planted_effect = 0.05;
		rows[i].unit_sd = ROWS[i].sd;
	}
	synth_rows(path, rows, n);
}

static void
assert_file(const char *folder, const char *name, const char *expected)
{
	program_assert_same(scratch_read(folder, name), strdup(expected));
}

TEST(undecided_rows_are_named_and_no_others)
{
	make_rows(*state);
	assert_int_equal(program_run(*state,
	                     "judge --gate gate.csv --undecided-rows u rows"),
	    1);
	assert_int_equal(program_run(*state,
	                     "judge --gate gate.csv --undecided-rows rows/../u "
	                     "--max-units 10 rows"),
	    1);
	assert_file(*state, "u", "");
	program_assert_has(*state, "rows/summary.csv",
	    "cannot be decided within the time given, 10 units: about ");
	assert_int_equal(
	    program_run(*state,
	        "judge --gate gate.csv --undecided-rows u --max-units 11 rows"),
	    1);
	program_assert_has(*state, "out", "within the time given, 11 units");
}

TEST(after_the_last_look_nothing_is_open)
{
	struct synth_row s = SYNTH_QUIET;

	s.row = "spin/noisy/2/x";
	s.n_units = 40;
	s.cand_effect = 0.02;
	s.planted_effect = 0.05;
	s.unit_sd = 0.02;
	synth_report_in(*state, "last", &s);
	assert_int_equal(program_run(*state,
	                     "judge --gate gate.csv --undecided-rows u last"),
	    3);
	assert_file(*state, "u", "");
	program_assert_has(
	    *state, "out", "cannot be decided by the last look at 40 units");
}

TEST(undecided_rows_are_written_whole_or_not_at_all)
{
	scratch_write(*state, "kept", "old\n", 4);
	assert_int_equal(
	    program_run(*state, "judge --gate none --undecided-rows kept pass"),
	    2);
	assert_file(*state, "kept", "old\n");
	assert_int_equal(
	    program_run(
	        *state, "judge --gate gate.csv --undecided-rows no/u pass"),
	    2);
	program_assert_has(*state, "err", "cannot write no/u: No such file");
	assert_int_equal(
	    program_run(
	        *state, "judge --gate gate.csv --undecided-rows kept pass"),
	    0);
	assert_file(*state, "kept", "");
}

TEST(a_row_is_named_once)
{
	struct row_result rows[] = {
		{ .name = "a" },
		{ .name = "b" },
		{ .name = "c" },
	};
	struct finding list[] = {
		{ .row = &rows[0], .is_open = true },
		{ .row = &rows[0] },
		{ .row = &rows[0], .is_open = true },
		{ .row = &rows[1] },
		{ .row = &rows[2] },
		{ .row = &rows[2], .is_open = true },
	};
	const struct findings findings = { .list = list, .n = 6 };
	const char *path = scratch_path(*state, "once");
	struct reason why;

	assert_int_equal(next_write_rows(path, &findings, &why), 0);
	assert_file(*state, "once", "a\nc\n");
}
