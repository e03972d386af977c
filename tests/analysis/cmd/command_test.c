/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what a script sees of slowpath-analysis: its exit status for every
 * kind of verdict and error, what goes to which stream, and that the files it
 * writes appear whole, the same for the same input, or not at all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

static int
set_up(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,40,8,0.5\n";
	struct synth_row s = SYNTH_QUIET;

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	synth_report_in(*state, "pass", &s);
	s.cand_effect = 0.04;
	synth_report_in(*state, "slow", &s);
	s.null_effect = 0.04;
	s.cand_effect = 0;
	synth_report_in(*state, "unfit", &s);
	s = SYNTH_QUIET;
	s.n_units = 6;
	synth_report_in(*state, "short", &s);
	s = SYNTH_QUIET;
	s.row = "sx/contended/2/same-l3";
	synth_report_in(*state, "other", &s);
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

/* A variable of the caller's that is not set is no wish for the default. */
TEST(an_empty_value_and_a_word_cut_short_are_refused)
{
	static const struct {
		const char *arguments;
		const char *expected;
	} CASES[] = {
		{ "judge --gate '' pass", "slowpath: --gate needs a value" },
		{ "judge --gate gate.csv --out '' pass",
		    "slowpath: --out needs a value" },
		{ "judge --gate gate.csv --out= pass",
		    "slowpath: --out needs a value" },
		{ "compare --gate gate.csv --known '' pass pass",
		    "slowpath: --known needs a value" },
		/* run.sh looks for whole words. */
		{ "judge --ga gate.csv pass",
		    "--ga is no option, or one that is cut short" },
		{ "judge --gat=gate.csv pass",
		    "--gat=gate.csv is no option, or one that is cut short" },
		{ "judge --gate gate.csv ''",
		    "slowpath: the path of a report is empty" },
		{ "compare --gate gate.csv pass ''",
		    "slowpath: the path of a report is empty" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		assert_int_equal(program_run(*state, CASES[i].arguments), 2);
		program_assert_has(*state, "err", CASES[i].expected);
	}
}

TEST(every_verdict_has_its_exit_status)
{
	assert_int_equal(program_run(*state, "judge --gate gate.csv pass"), 0);
	program_assert_has(*state, "out", "\n1 PASS; gate ");
	program_assert_has(*state, "pass/summary.csv",
	    ",PASS,\"measurably slower, but within the margin\",0.25,0.5,"
	    "time,,,");
	program_assert_has(*state, "out",
	    "\n  fairness: a thread does 0.2500 to 0.5000 of the operations, "
	    "even is 0.5000; with mtx-global-hard 0.2500 to 0.5000\n");
	assert_int_equal(program_run(*state, "judge --gate gate.csv slow"), 1);
	program_assert_has(*state, "out", "\n1 REGRESSION; gate ");
	assert_int_equal(program_run(*state, "judge --gate gate.csv short"), 3);
	program_assert_has(*state, "out", "6 of at least 8 units");
	assert_int_equal(program_run(*state, "judge --gate gate.csv unfit"), 4);
	program_assert_has(*state, "out", "the null arm, a copy");
	assert_int_equal(program_run(*state, "judge --gate gate.csv other"), 3);
	program_assert_has(*state, "out", "\nnothing was judged; gate ");
	program_assert_has(*state, "err", "warning: nothing was judged");
}

TEST(a_raw_csv_alone_is_a_report)
{
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv pass/raw.csv --out ."),
	    0);
	program_assert_has(*state, "summary.csv",
	    "2," SYNTH_RUN_ID ",mtx/contended/2/same-l3,mtx,");
}

/* What is wrong is said in one line, with what to do. */
static void
assert_one_line(const char *folder)
{
	char *said = scratch_read(folder, "err");
	const char *newline = strchr(said, '\n');

	assert_non_null(newline);
	assert_string_equal(newline, "\n");
	assert_non_null(strstr(said, "; see slowpath-analysis --help"));
	free(said);
}

TEST(help_is_a_result_and_a_wrong_call_is_not)
{
	static const char *const WRONG[] = {
		"",
		"guess",
		"judge pass",
		"judge --gate gate.csv",
		"judge --gate gate.csv pass slow",
		"judge --gate gate.csv --colour pass",
		"judge --gate",
		"compare --gate gate.csv pass",
	};

	assert_int_equal(program_run(*state, "--help"), 0);
	program_assert_has(*state, "out", "Usage: ./run.sh judge");
	assert_int_equal(program_run(*state, "compare --help"), 0);
	program_assert_has(*state, "out", "Exit status: 0 all PASS");
	for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
		assert_int_equal(program_run(*state, WRONG[i]), 2);
		assert_one_line(*state);
		program_assert_same(scratch_read(*state, "out"), strdup(""));
	}
}

TEST(what_cannot_be_read_is_named)
{
	assert_int_equal(program_run(*state, "judge --gate gate.csv none"), 2);
	program_assert_has(*state, "err", "cannot open none: No such file");
	assert_int_equal(program_run(*state, "judge --gate none.csv pass"), 2);
	program_assert_has(*state, "err", "cannot open none.csv: No such file");
	assert_int_equal(program_run(*state, "judge --gate gate.csv ."), 2);
	program_assert_has(
	    *state, "err", "cannot open ./raw.csv: No such file");
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv gate.csv"), 2);
	program_assert_has(
	    *state, "err", "gate.csv:1:1: the header has no column");
}

TEST(what_cannot_be_written_is_named_and_nothing_is_lost)
{
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv --out gate.csv/x pass"),
	    2);
	program_assert_has(
	    *state, "err", "cannot make the folder gate.csv/x: Not a dir");
	program_assert_has(*state, "out", "\n1 PASS; gate ");
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv pass >/dev/full"), 2);
	program_assert_has(
	    *state, "err", "cannot write the table to standard output");
	assert_int_equal(program_run(*state, "--help >/dev/full"), 2);
	program_assert_has(*state, "err", "No space left");
}

/* What is in the way of the second write is a limit of 512 bytes per file. */
TEST(a_full_disk_leaves_what_was_there)
{
	assert_int_equal(program_run(*state, "judge --gate gate.csv pass"), 0);

	char *before = scratch_read(*state, "pass/summary.csv");
	assert_int_equal(
	    program_run_after(*state, "trap '' XFSZ && ulimit -f 1",
	        "judge --gate gate.csv pass >/dev/null"),
	    2);
	program_assert_has(*state, "err", "cannot write pass/summary.csv: ");

	char *after = scratch_read(*state, "pass/summary.csv");
	program_assert_same(before, after);
	assert_int_equal(program_run_after(*state, "ls pass", "--help"), 0);
	program_assert_has(
	    *state, "out", "raw.csv\nrun.json\nsummary.csv\nUsage");
}

TEST(the_same_input_gives_the_same_bytes)
{
	assert_int_equal(program_run(*state, "judge --gate gate.csv slow"), 1);

	char *once = scratch_read(*state, "slow/summary.csv");
	char *table = scratch_read(*state, "out");
	assert_int_equal(program_run(*state, "judge --gate gate.csv slow"), 1);
	char *twice = scratch_read(*state, "slow/summary.csv");
	char *table_again = scratch_read(*state, "out");

	program_assert_same(once, twice);
	program_assert_same(table, table_again);
}

TEST(reports_are_compared_by_their_difference)
{
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass pass --out ."),
	    0);
	program_assert_has(
	    *state, "compare.csv", ",PASS,within the margin,time,,,same,");
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass slow"), 1);
	program_assert_has(*state, "out", "new - old");
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv slow pass"), 0);
	program_assert_has(*state, "out", "faster");
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass short"), 3);
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass unfit"), 4);
	program_assert_has(*state, "out", "the new report is unfit");
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass other"), 2);
	program_assert_has(*state, "err", "nothing to compare");
}

/* A quantum of 3 us is 0.75 % of a slice of 200 us: fine once, not twice. */
TEST(no_comparison_is_finer_than_both_clocks)
{
	static const char RUN[] = "{\"clock\": {\"quantum_ns\": 3000}}";

	synth_report_in(*state, "coarse", &SYNTH_QUIET);
	scratch_write(*state, "coarse/run.json", RUN, strlen(RUN));
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv coarse"), 0);
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv coarse coarse"), 3);
}

TEST(what_is_not_known_is_empty)
{
	struct synth_row s = SYNTH_QUIET;

	s.n_units = 4;
	s.lacks_null = true;
	synth_report_in(*state, "four", &s);
	assert_int_equal(program_run(*state, "judge --gate gate.csv four"), 3);
	program_assert_has(*state, "four/summary.csv", ",,,,1,0.05");
	program_assert_has(*state, "four/summary.csv", ",1,,,,2.");
	program_assert_has(
	    *state, "out", "[       -,        -]       -   1.00");
	program_assert_has(*state, "out", "null none");
}

TEST(other_machines_and_missing_ones_are_warned_of)
{
	static const char RUN[] =
	    "{\"kernel\": \"6.2\", \"machine\": {\"cpu_model\": \"Model B\"}, "
	    "\"toolchain\": {\"compiler\": \"gcc 12\"}, \"clock\": "
	    "{\"quantum_ns\": 20}}";

	synth_report_in(*state, "moved", &SYNTH_QUIET);
	scratch_write(*state, "moved/run.json", RUN, strlen(RUN));
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass moved"), 0);
	program_assert_has(*state, "err",
	    "warning: the processor differs (old: Model A, new: Model B)");
	program_assert_has(
	    *state, "err", "warning: the kernel differs (old: 6.1, new: 6.2)");
	program_assert_has(*state, "err",
	    "warning: the compiler's flags is unknown (old: -O2, new: "
	    "unknown)");
	assert_int_equal(remove(scratch_path(*state, "moved/run.json")), 0);
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass moved"), 0);
	program_assert_has(*state, "err", "warning: no moved/run.json");
}
