/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what the gate file leaves behind in all that slowpath-analysis says:
 * its digest, which look a row has come to, and which rows are not decided.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "tests/analysis/program.h"
#include "tests/analysis/scratch.h"
#include "tests/analysis/synth.h"

static int
set_up(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,40,8,0.5\n"
	    "spin/*,*,0.02,0.05,10;20;40,8,0.5\n";
	struct synth s = SYNTH_QUIET;

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	synth_report_in(*state, "pass", &s);
	s.cand_effect = 0.04;
	synth_report_in(*state, "slow", &s);
	return 0;
}

/* The digests are what sha256sum(1) says of the gate file. */
static void
every_verdict_names_the_gate_it_is_by(void **state)
{
	static const char *const DIGEST =
	    "818284783f26aa9a6b9f462a4525329f96afd49a576980777ccf537c54c5a2b0";
	char line[80];

	snprintf(line, sizeof(line), ",%s\n", DIGEST);
	assert_int_equal(program_run(*state, "judge --gate gate.csv slow"), 1);
	program_assert_has(*state, "slow/summary.csv", line);
	program_assert_has(*state, "slow/summary.csv", ",gate_sha256\n");
	snprintf(line, sizeof(line), "\n1 REGRESSION; gate %.12s\n", DIGEST);
	program_assert_has(*state, "out", line);
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv --out . pass slow"),
	    1);
	program_assert_has(*state, "out", line);
	snprintf(line, sizeof(line), ",%s\n", DIGEST);
	program_assert_has(*state, "compare.csv", line);
	program_assert_has(*state, "compare.csv", ",gate_sha256\n");
}

/* Two of 32 units, those at the last offset, are 3 % slower. */
static void
the_summary_tells_of_offsets_and_looks(void **state)
{
	struct synth s = SYNTH_QUIET;

	s.n_units = 32;
	s.unit_sd = 0;
	s.slice_sd = 0;
	s.worst_effect = log1p(0.03);
	synth_report_in(*state, "census", &s);
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv census"), 0);
	program_assert_has(*state, "out",
	    "\n      offsets: 16 of 16, mean +0.185 %, median +0.000 %, worst "
	    "+3.000 % at 60, 6 % of them beyond the margin\n");
	program_assert_has(*state, "census/summary.csv",
	    ",offsets,offsets_mean_pct,offsets_median_pct,offsets_worst_pct,"
	    "offsets_worst_pad,offsets_beyond_share,look,gate_sha256\n");
	program_assert_has(*state, "census/summary.csv", ",16,0.1849");
	program_assert_has(*state, "census/summary.csv", ",60,0.0625,,");
}

/* Of what takes no census the file tells all the same, the table does not. */
static void
a_look_is_counted_when_it_is_reached(void **state)
{
	static const struct {
		const char *name;
		const char *expected;
		unsigned n_units;
		unsigned n_lost;
	} CASES[] = {
		{ "nine", ",32,0,,", 9, 0 },
		{ "ten", ",32,0,1,", 10, 0 },
		{ "nineteen", ",32,0,1,", 19, 0 },
		{ "twenty", ",32,0,2,", 20, 0 },
		{ "forty", ",32,0,3,", 40, 0 },
		{ "nine-of-ten", ",32,0,1,", 10, 1 },
	};
	struct synth s = SYNTH_QUIET;

	s.row = "spin/contended/2/same-l3";
	s.n_pads = 2;
	s.unit_sd = 0;
	s.slice_sd = 0;
	s.worst_effect = 0.001;
	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		char arguments[64];
		char path[64];

		s.n_units = CASES[i].n_units;
		s.n_lost = CASES[i].n_lost;
		synth_report_in(*state, CASES[i].name, &s);
		snprintf(arguments, sizeof(arguments),
		    "judge --gate gate.csv %s", CASES[i].name);
		snprintf(path, sizeof(path), "%s/summary.csv", CASES[i].name);
		assert_int_equal(program_run(*state, arguments), 0);
		program_assert_has(*state, path, CASES[i].expected);
		assert_int_equal(
		    program_run_after(*state, "! grep offsets: out", "--help"),
		    0);
	}
}

static void
another_gate_has_another_digest(void **state)
{
	assert_int_equal(
	    program_run_after(*state, "sed '$s/8/9/' gate.csv >other.csv",
	        "judge --gate other.csv slow"),
	    1);
	assert_int_equal(
	    program_run_after(*state,
	        "grep -q \",$(sha256sum <other.csv | cut -c 1-64)$\" "
	        "slow/summary.csv",
	        "--help"),
	    0);
	assert_int_equal(
	    program_run_after(*state,
	        "cat gate.csv | \"$SLOWPATH_ANALYSIS\" judge --gate "
	        "/dev/stdin slow; test $? = 2",
	        "--help"),
	    0);
}

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
	struct synth s = SYNTH_QUIET;

	assert_int_equal(mkdir(scratch_path(folder, "rows"), 0777), 0);

	FILE *out = fopen(scratch_path(folder, "rows/raw.csv"), "we");
	assert_non_null(out);
	fputs(SYNTH_HEADER, out);
	s.n_units = 10;
	s.planted_effect = 0.05;
	for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
		s.row = ROWS[i].row;
		s.cand_effect = ROWS[i].effect;
		s.null_effect = ROWS[i].null_effect;
		s.unit_sd = ROWS[i].sd;
		synth_lines(out, &s, "r1");
	}
	assert_int_equal(fclose(out), 0);
}

static void
assert_file(const char *folder, const char *name, const char *expected)
{
	program_assert_same(scratch_read(folder, name), strdup(expected));
}

static void
undecided_rows_are_named_and_no_others(void **state)
{
	make_rows(*state);
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv --undecided u rows"), 1);
	assert_int_equal(program_run(*state,
	                     "judge --gate gate.csv --undecided rows/../u "
	                     "--most-units 10 rows"),
	    1);
	assert_file(*state, "u", "");
	program_assert_has(*state, "rows/summary.csv",
	    "cannot be decided within the time given, 10 units: about ");
	assert_int_equal(
	    program_run(*state,
	        "judge --gate gate.csv --undecided u --most-units 11 rows"),
	    1);
	program_assert_has(*state, "out", "within the time given, 11 units");
}

static void
after_the_last_look_nothing_is_open(void **state)
{
	struct synth s = SYNTH_QUIET;

	s.row = "spin/noisy/2/x";
	s.n_units = 40;
	s.cand_effect = 0.02;
	s.planted_effect = 0.05;
	s.unit_sd = 0.02;
	synth_report_in(*state, "last", &s);
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv --undecided u last"), 3);
	assert_file(*state, "u", "");
	program_assert_has(
	    *state, "out", "cannot be decided by the last look at 40 units");
}

static void
undecided_rows_are_written_whole_or_not_at_all(void **state)
{
	scratch_write(*state, "kept", "old\n", 4);
	assert_int_equal(
	    program_run(*state, "judge --gate none --undecided kept pass"), 2);
	assert_file(*state, "kept", "old\n");
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv --undecided no/u pass"),
	    2);
	program_assert_has(*state, "err", "cannot write no/u: No such file");
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv --undecided kept pass"),
	    0);
	assert_file(*state, "kept", "");
}

static void
wrong_options_are_refused(void **state)
{
	static const struct {
		const char *arguments;
		const char *expected;
	} CASES[] = {
		{ "judge --gate gate.csv --most-units 0 pass",
		    "--most-units takes a number above 0" },
		{ "judge --gate gate.csv --most-units 1x pass",
		    "--most-units takes a number above 0" },
		{ "judge --gate gate.csv --most-units '' pass",
		    "--most-units takes a number above 0" },
		{ "compare --gate gate.csv --most-units 9 pass pass",
		    "--undecided and --most-units are for judge" },
		{ "compare --gate gate.csv --undecided u pass pass",
		    "--undecided and --most-units are for judge" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		assert_int_equal(program_run(*state, CASES[i].arguments), 2);
		program_assert_has(*state, "err", CASES[i].expected);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_verdict_names_the_gate_it_is_by),
		cmocka_unit_test(the_summary_tells_of_offsets_and_looks),
		cmocka_unit_test(a_look_is_counted_when_it_is_reached),
		cmocka_unit_test(another_gate_has_another_digest),
		cmocka_unit_test(undecided_rows_are_named_and_no_others),
		cmocka_unit_test(after_the_last_look_nothing_is_open),
		cmocka_unit_test(
		    undecided_rows_are_written_whole_or_not_at_all),
		cmocka_unit_test(wrong_options_are_refused),
	};

	return cmocka_run_group_tests_name(
	    "gated", tests, set_up, scratch_destroy);
}
