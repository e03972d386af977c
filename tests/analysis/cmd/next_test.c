/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves how a run goes on after a look: with the rows that more units may
 * decide, to the gate's next look, as far as there is time; and that it stops
 * where it cannot go on.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

#define N_ROWS 4

/* Of the rows below, in their order. */
#define OPEN "spin/noisy/2/x\nspin/wide/2/x\n"

/* Makes a report of N_ROWS rows of `n_units` units each; two are not decided.
 */
static void
make_report(const char *folder, unsigned n_units)
{
	static const struct {
		const char *row;
		double effect;
		double sd;
	} ROWS[N_ROWS] = {
		{ "spin/fast/2/x", 0, 0.001 },
		{ "spin/noisy/2/x", 0.014, 0.01 },
		{ "spin/slow/2/x", 0.06, 0.001 },
		{ "spin/wide/2/x", 0.015, 0.01 },
	};
	struct synth_row rows[N_ROWS];

	for (size_t i = 0; i < N_ROWS; i++) {
		rows[i] = SYNTH_QUIET;
		rows[i].row = ROWS[i].row;
		rows[i].n_units = n_units;
		rows[i].cand_effect = ROWS[i].effect;
		rows[i].planted_effect = 0.05;
		rows[i].unit_sd = ROWS[i].sd;
	}
	synth_rows(folder, rows, N_ROWS);
}

static int
set_up(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,30,8,0.5\n"
	    "spin/*,*,0.02,0.05,10;20;40,8,0.5\n";

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

/* Checks what `next` prints of the report with `options`. */
static void
assert_next(const char *folder, const char *options, const char *expected)
{
	char arguments[256];

	snprintf(
	    arguments, sizeof(arguments), "next --gate gate.csv %s .", options);
	assert_int_equal(program_run(folder, arguments), 0);
	program_assert_same(scratch_read(folder, "out"), strdup(expected));
}

/* Says in run.json that the rows were to come to `n_units` units. */
static void
plan_units(const char *folder, unsigned n_units)
{
	char text[256];
	const int n = snprintf(text, sizeof(text),
	    "{\"plan\": {\"units\": %u, \"rows\": [{\"name\": \"a\"}]}}",
	    n_units);

	scratch_write(folder, "run.json", text, (size_t)n);
}

TEST(a_run_goes_on_to_the_next_look_with_what_is_undecided)
{
	make_report(*state, 10);
	assert_next(*state, "", "20\n" OPEN);
	/* The rows are those that judge names. */
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv --undecided-rows u ."),
	    1);
	program_assert_same(scratch_read(*state, "u"), strdup(OPEN));
	/* A look that only other lines of the gate have is one as well. */
	make_report(*state, 20);
	assert_next(*state, "", "30\n" OPEN);
}

/* 40 units in 40 seconds: one a second, for two rows. */
TEST(the_most_units_are_those_that_there_is_time_for)
{
	make_report(*state, 10);
	assert_next(
	    *state, "--seconds-spent 39 --seconds-left 60", "20 40\n" OPEN);
	assert_next(
	    *state, "--seconds-spent 79 --seconds-left 60", "20 25\n" OPEN);
	/* The largest numbers that are taken overflow nothing. */
	assert_next(*state, "--seconds-spent 0 --seconds-left 4294967295",
	    "20 85899345910\n" OPEN);
}

TEST(a_run_stops_where_no_time_is_left)
{
	make_report(*state, 10);
	assert_next(*state, "--seconds-spent 39 --seconds-left 0", "0 10\n");
	/* Not time enough for one unit more of both. */
	assert_next(*state, "--seconds-spent 39 --seconds-left 1", "0 10\n");
	/* What judge is told then makes it say so. */
	assert_int_equal(
	    program_run(*state, "judge --gate gate.csv --max-units 10 ."), 1);
	program_assert_has(*state, "out", "within the time given, 10 units");
}

TEST(a_run_stops_where_all_is_decided_or_the_last_look_is_over)
{
	synth_report_in(*state, "pass", &SYNTH_QUIET);
	assert_int_equal(program_run(*state, "next --gate gate.csv pass"), 0);
	program_assert_same(scratch_read(*state, "out"), strdup("0\n"));
	assert_int_equal(program_run(*state,
	                     "next --gate gate.csv --seconds-spent 1 "
	                     "--seconds-left 600 pass"),
	    0);
	program_assert_same(scratch_read(*state, "out"), strdup("0\n"));
	make_report(*state, 40);
	assert_next(*state, "", "0\n");
}

/* A deadline ends a look before all rows have come to it. */
TEST(the_look_that_was_begun_counts_not_the_units_that_there_are)
{
	make_report(*state, 10);
	plan_units(*state, 20);
	assert_next(*state, "", "30\n" OPEN);
	assert_next(
	    *state, "--seconds-spent 39 --seconds-left 60", "30 50\n" OPEN);
	assert_next(*state, "--seconds-spent 39 --seconds-left 0", "0 20\n");
	plan_units(*state, 40);
	assert_next(*state, "", "0\n");
}

TEST(what_next_cannot_do_is_refused)
{
	static const struct {
		const char *arguments;
		const char *expected;
	} CASES[] = {
		{ "next .", "--gate FILE is needed" },
		{ "next --gate gate.csv", "one report is needed" },
		{ "next --gate gate.csv --seconds-left 5 .",
		    "--seconds-spent and --seconds-left go together" },
		{ "next --gate gate.csv --seconds-spent 5 .",
		    "--seconds-spent and --seconds-left go together" },
		{ "next --gate gate.csv --seconds-spent 5 --seconds-left -1 .",
		    "--seconds-left '-1': not a whole number from 0 to" },
		{ "judge --gate gate.csv --seconds-left 5 .",
		    "--seconds-left is for next" },
		{ "next --gate gate.csv --max-units 5 .",
		    "--max-units is for judge" },
		{ "next --gate gate.csv none", "cannot open none" },
		{ "next --gate none .", "cannot open none" },
	};

	make_report(*state, 10);
	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		assert_int_equal(program_run(*state, CASES[i].arguments), 2);
		program_assert_has(*state, "err", CASES[i].expected);
		program_assert_same(scratch_read(*state, "out"), strdup(""));
	}
	assert_int_equal(program_run_after(*state, "exec >/dev/full",
	                     "next --gate gate.csv ."),
	    2);
	program_assert_has(*state, "err", "No space left");
}
