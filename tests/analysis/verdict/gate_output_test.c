/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what slowpath-analysis prints of a judgement by a gate file: the
 * file's digest, the offsets, and which look a row has reached.
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

/* The digest of the gate file, by sha256sum(1). */
static const char DIGEST[] =
    "818284783f26aa9a6b9f462a4525329f96afd49a576980777ccf537c54c5a2b0";

static int
set_up(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,40,8,0.5\n"
	    "spin/*,*,0.02,0.05,10;20;40,8,0.5\n";
	struct synth_row s = SYNTH_QUIET;

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	synth_report_in(*state, "pass", &s);
	s.cand_effect = 0.04;
	synth_report_in(*state, "slow", &s);
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

static void
assert_lacks(const char *folder, const char *name, const char *unexpected)
{
	char *text = scratch_read(folder, name);

	assert_non_null(text);
	assert_null(strstr(text, unexpected));
	free(text);
}

TEST(every_verdict_names_the_gate_it_is_by)
{
	char line[80];

	snprintf(line, sizeof(line), ",%s,", DIGEST);
	assert_int_equal(program_run(*state, "judge --gate gate.csv slow"), 1);
	program_assert_has(*state, "slow/summary.csv", line);
	program_assert_has(
	    *state, "slow/summary.csv", ",gate_sha256,reason_kind\n");
	snprintf(line, sizeof(line), "\n1 REGRESSION; gate %.12s\n", DIGEST);
	program_assert_has(*state, "out", line);
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv --out . pass slow"),
	    1);
	program_assert_has(*state, "out", line);
	snprintf(line, sizeof(line), ",%s,", DIGEST);
	program_assert_has(*state, "compare.csv", line);
	program_assert_has(*state, "compare.csv", ",gate_sha256,reason_kind\n");
}

/* A known price does not count for the exit status; its change does. */
TEST(what_is_reported_is_not_judged_but_compared)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate,reported\n"
	    "mtx/*,*,0.01,0.05,40,8,0.5,known\nspin/*,*,0.1,0.05,40,8,0.5,\n";
	struct synth_row s = SYNTH_QUIET;

	scratch_write(*state, "reported.csv", GATE, strlen(GATE));
	/* Of these alone, nothing is judged. */
	assert_int_equal(
	    program_run(*state, "judge --gate reported.csv slow"), 3);
	program_assert_has(*state, "out", "reported, not judged: known");
	program_assert_has(
	    *state, "slow/summary.csv", ",\"reported, not judged: known\",");
	assert_int_equal(
	    program_run(*state, "compare --gate reported.csv pass slow"), 1);
	assert_int_equal(
	    program_run(*state, "compare --gate reported.csv slow slow"), 0);
	/* Where the slow path ran unasked, the price is no price. */
	s.hard_per_op = 0.5;
	synth_report_in(*state, "unfit", &s);
	assert_int_equal(
	    program_run(*state, "judge --gate reported.csv unfit"), 4);
}

/* Two of 32 units, those at the last offset, are 3 % slower. */
TEST(the_summary_tells_of_offsets_and_looks)
{
	struct synth_row s = SYNTH_QUIET;

	s.n_units = 32;
	s.unit_sd = 0;
	s.slice_sd = 0;
	s.worst_effect = log1p(0.03);
	synth_report_in(*state, "offsets", &s);
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv offsets"), 0);
	program_assert_has(*state, "out",
	    "\n      offsets: 16 of 16, mean +0.185 %, median +0.000 %, worst "
	    "+3.000 % at 60, 6 % of them beyond the margin\n");
	program_assert_has(*state, "offsets/summary.csv",
	    ",offsets,offsets_mean_pct,offsets_median_pct,offsets_worst_pct,"
	    "offsets_worst,offsets_beyond_share,look,gate_sha256,reason_"
	    "kind\n");
	program_assert_has(*state, "offsets/summary.csv", ",16,0.1849");
	program_assert_has(*state, "offsets/summary.csv", ",60,0.0625,,");
}

/* The offsets are in the file; the table has them only for small margins. */
TEST(a_look_is_counted_when_it_is_reached)
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
	struct synth_row s = SYNTH_QUIET;

	s.row = "spin/contended/2/same-l3";
	s.n_offsets = 2;
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
		assert_lacks(*state, "out", "offsets:");
	}
}

TEST(another_gate_has_another_digest)
{
	assert_int_equal(
	    program_run_after(*state, "sed '$s/8/9/' gate.csv >other.csv",
	        "judge --gate other.csv slow"),
	    1);
	assert_int_equal(
	    program_run_after(*state,
	        "grep -q \",$(sha256sum <other.csv | cut -c 1-64),\" "
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

TEST(wrong_options_are_refused)
{
	static const struct {
		const char *arguments;
		const char *expected;
	} CASES[] = {
		{ "judge --gate gate.csv --max-units 0 pass",
		    "--max-units takes a number above 0" },
		{ "judge --gate gate.csv --max-units 1x pass",
		    "--max-units takes a number above 0" },
		{ "judge --gate gate.csv --max-units '' pass",
		    "--max-units needs a value" },
		{ "compare --gate gate.csv --max-units 9 pass pass",
		    "--max-units is for judge" },
		{ "compare --gate gate.csv --undecided-rows u pass pass",
		    "--undecided-rows is for judge" },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		assert_int_equal(program_run(*state, CASES[i].arguments), 2);
		program_assert_has(*state, "err", CASES[i].expected);
	}
}

TEST(a_comparison_takes_all_offsets_of_both)
{
	struct synth_row s = SYNTH_QUIET;

	s.n_offsets = 1;
	synth_report_in(*state, "single", &s);
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv single pass"), 3);
	program_assert_has(
	    *state, "out", "the old report is measured at a single offset");
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv pass single"), 3);
	program_assert_has(
	    *state, "out", "the new report is measured at a single offset");
}

TEST(of_no_unit_no_offset_is_told)
{
	struct synth_row s = SYNTH_QUIET;
	char line[80];

	s.n_blocks = 2;
	synth_report_in(*state, "lost", &s);
	assert_int_equal(program_run(*state, "judge --gate gate.csv lost"), 3);
	snprintf(line, sizeof(line), ",0,,,,,,,%s", DIGEST);
	program_assert_has(*state, "lost/summary.csv", line);
	assert_lacks(*state, "out", "offsets:");
}
