/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a row of a self-test is written down as its summary.csv has it,
 * in its place among those that are there, and once; and that what cannot be
 * written down leaves the file as it was.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/test.h"

#include "tests/analysis/program.h"
#include "tests/analysis/reports.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

static void
make_row(const char *folder, const char *truth, const char *name, double effect)
{
	struct synth_row s = SYNTH_QUIET;
	char arguments[128];

	mkdir(scratch_path(folder, truth), 0777);
	s.cand_effect = effect;
	synth_report_in(folder, name, &s);
	snprintf(
	    arguments, sizeof(arguments), "judge --gate gate.csv %s", name);
	assert_in_range(program_run(folder, arguments), 0, 1);
}

static int
set_up(void **state)
{
	static const char GATE[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmtx/*,*,0.01,0.05,16,8,0.5\n";

	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	make_row(*state, "aa", "aa/2", 0);
	make_row(*state, "aa", "aa/10", 0);
	make_row(*state, "+5", "+5/1", 0.05);
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

static void
assert_cell(
    const char *folder, size_t line, const char *column, const char *expected)
{
	program_assert_same(reports_cell(folder, "selftest.csv", line, column),
	    strdup(expected));
}

/* Checks that a line has what the row's summary.csv has. */
static void
assert_copied(const char *folder, size_t line, const char *summary)
{
	static const char *const SAME[] = { "row", "units", "verdict",
		"estimate_pct", "lower_pct", "upper_pct", "half_width_pct",
		"margin_pct" };

	for (size_t i = 0; i < sizeof(SAME) / sizeof(SAME[0]); i++)
		program_assert_same(
		    reports_cell(folder, "selftest.csv", line, SAME[i]),
		    reports_cell(folder, summary, 1, SAME[i]));
}

TEST(rows_are_added_each_in_its_place)
{
	unlink(scratch_path(*state, "selftest.csv"));
	assert_int_equal(
	    program_run(*state, "selftest --add aa/10 --seconds-spent 7 ."), 0);
	program_assert_has(*state, "out", "aa 10: 16 units, PASS, ");
	assert_int_equal(
	    program_run(*state, "selftest --add aa/2 --seconds-spent 8 ."), 0);
	assert_int_equal(program_run(*state,
	                     "selftest --add +5/1 --plant 0.05 "
	                     "--seconds-spent 9 ."),
	    0);
	assert_cell(*state, 1, "truth", "+5");
	assert_cell(*state, 1, "true_pct", "5");
	assert_cell(*state, 1, "verdict", "REGRESSION");
	assert_cell(*state, 1, "seconds", "9");
	assert_copied(*state, 1, "+5/1/summary.csv");
	assert_cell(*state, 2, "truth", "aa");
	assert_cell(*state, 2, "repeat", "2");
	assert_cell(*state, 2, "true_pct", "0");
	assert_cell(*state, 2, "gb_p", "");
	assert_cell(*state, 2, "gb_alarm", "");
	assert_cell(*state, 3, "repeat", "10");
	assert_cell(*state, 3, "seconds", "7");
	assert_copied(*state, 3, "aa/10/summary.csv");
	assert_int_equal(program_run(*state, "selftest ."), 0);
	program_assert_has(*state, "out", "+5");
}

TEST(a_row_that_is_there_is_replaced_and_the_others_stay)
{
	static const char RUN[] =
	    "{\"plan\": {\"units\": 40, \"rows\": [{\"name\": \"a\"}]}}";
	static const char THERE[] =
	    "truth,true_pct,repeat,row,units,look,verdict,estimate_pct,"
	    "lower_pct,upper_pct,half_width_pct,gb_p,gb_alarm,margin_pct,"
	    "seconds\n"
	    "aa,0,1,\"r, s\",3,4,PASS,0.1,0,0.2,0.1,0.5,0,1,9\n"
	    "aa,0,2,old,3,4,UNFIT,0.1,0,0.2,0.1,0.6,1,1,9\n";
	char *all;

	scratch_write(*state, "selftest.csv", THERE, strlen(THERE));
	scratch_write(*state, "aa/2/run.json", RUN, strlen(RUN));
	assert_int_equal(
	    program_run(*state, "selftest --add aa/2 --seconds-spent 8 ."), 0);
	program_assert_has(*state, "selftest.csv",
	    "\naa,0,1,\"r, s\",3,4,PASS,0.1,0,0.2,0.1,0.5,0,1,9\naa,0,2,mtx/");
	assert_copied(*state, 2, "aa/2/summary.csv");
	assert_cell(*state, 2, "look", "40");
	all = scratch_read(*state, "selftest.csv");
	assert_null(strstr(all, "old"));
	free(all);
}

TEST(what_cannot_be_added_leaves_the_file_as_it_was)
{
	static const char KEPT[] = "not,what\nit,is\n";
	static const struct {
		const char *arguments;
		const char *expected;
	} CASES[] = {
		{ "selftest --add aa/3 --seconds-spent 1 .",
		    "cannot open ./aa/3/summary.csv" },
		{ "selftest --add aa --seconds-spent 1 .",
		    "'aa' is no row: name its truth and its number" },
		{ "selftest --add aa/2x --seconds-spent 1 .",
		    "'aa/2x' is no row" },
		{ "selftest --add /2 --seconds-spent 1 .", "'/2' is no row" },
		{ "selftest --add empty/1 --seconds-spent 1 .",
		    "./empty/1/summary.csv has no line on a candidate" },
		{ "selftest --add aa/2 .", "--add needs --seconds-spent" },
		{ "selftest --add aa/2 --plant 2 --seconds-spent 1 .",
		    "--plant '2': not a fraction above 0" },
		{ "selftest --plant 0.1 .", "--plant goes with --add" },
		{ "judge --add aa/2 --seconds-spent 1 --gate gate.csv aa/2",
		    "--add is for selftest" },
	};

	char *summary = scratch_read(*state, "aa/2/summary.csv");

	assert_int_equal(mkdir(scratch_path(*state, "empty"), 0777), 0);
	assert_int_equal(mkdir(scratch_path(*state, "empty/1"), 0777), 0);
	scratch_write(*state, "empty/1/summary.csv", summary,
	    (size_t)(strchr(summary, '\n') - summary) + 1);
	free(summary);
	unlink(scratch_path(*state, "selftest.csv"));
	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		assert_int_equal(program_run(*state, CASES[i].arguments), 2);
		program_assert_has(*state, "err", CASES[i].expected);
		assert_null(scratch_read(*state, "selftest.csv"));
	}
	scratch_write(*state, "selftest.csv", KEPT, strlen(KEPT));
	assert_int_equal(
	    program_run(*state, "selftest --add aa/2 --seconds-spent 1 ."), 2);
	program_assert_has(
	    *state, "err", "selftest.csv:1:1: the header has no column named");
	program_assert_same(scratch_read(*state, "selftest.csv"), strdup(KEPT));
}
