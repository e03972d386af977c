/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a planned row that is missing is no PASS.  It has a line in every
 * format, with a verdict, a kind of reason and the exit status.
 */
#include <string.h>

#include "tests/analysis/planned.h"
#include "tests/analysis/program.h"
#include "tests/analysis/reports.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define LOST "{\"name\": \"rw/contended/2/same-l3\"}"
#define SKIPPED                                   \
	"{\"name\": \"rw/contended/2/same-l3\", " \
	"\"skipped\": \"there is only 1 CPU\"}"
#define SIBLING                                         \
	"{\"name\": \"mtx/contended/2/cross-socket\", " \
	"\"skipped\": \"there is only 1 socket\"}"
#define ONE_SIDED                                                   \
	"{\"name\": \"rw/contended/2/same-l3\", \"skipped_kind\": " \
	"\"missing\", \"skipped\": \"the other side has no lock rw\"}"

TEST_GROUP(planned_set_up, scratch_destroy);

TEST(a_row_that_lost_all_units_is_unfit)
{
	planned_make(*state, "lost", &SYNTH_QUIET, PLANNED_RAN "," LOST,
	    "\"units_lost\": 0, \"complete\": true");
	planned_assert_told(*state, "judge lost", 4, "rw/contended/2/same-l3",
	    "all its units were lost");
	planned_assert_cell(*state, "lost/summary.csv",
	    "rw/contended/2/same-l3", "verdict", "UNFIT");
	planned_assert_cell(*state, "lost/summary.csv",
	    "rw/contended/2/same-l3", "reason_kind", "incomplete");
}

TEST(lost_units_and_a_run_cut_short_are_unfit)
{
	planned_make(*state, "some", &SYNTH_QUIET, PLANNED_RAN,
	    "\"units_lost\": 2, \"complete\": false");
	planned_assert_told(
	    *state, "judge some", 4, "run", "2 units were lost");
	planned_make(*state, "later", &SYNTH_QUIET, PLANNED_RAN,
	    "\"units_lost\": 0, \"resumed\": {\"16\": {\"units_lost\": 3}}, "
	    "\"complete\": true");
	planned_assert_told(
	    *state, "judge later", 4, "run", "3 units were lost");
	planned_make(
	    *state, "short", &SYNTH_QUIET, PLANNED_RAN, "\"complete\": false");
	planned_assert_told(*state, "judge short", 4, "run", "not complete");
	planned_assert_cell(
	    *state, "short/summary.csv", "run", "reason_kind", "incomplete");
}

/* A raw.csv that is cut between two units reads as a whole one. */
TEST(a_row_with_fewer_units_than_planned_is_unfit)
{
	planned_make(*state, "units", &SYNTH_QUIET,
	    PLANNED_RAN "], \"units\": 17, \"x\": [",
	    "\"units_lost\": 0, \"complete\": true");
	planned_assert_told(*state, "judge units", 4, "mtx/contended/2/same-l3",
	    "only 16 of 17 planned units are in raw.csv");
	planned_assert_cell(*state, "units/summary.csv",
	    "mtx/contended/2/same-l3", "verdict", "PASS");
	planned_make(*state, "entire", &SYNTH_QUIET,
	    PLANNED_RAN "], \"units\": 16, \"blocks\": 9, \"x\": [",
	    "\"units_lost\": 0, \"complete\": true");
	assert_int_equal(reports_run(*state, "text", "judge entire"), 0);
}

TEST(a_row_without_a_planned_arm_is_unfit)
{
	planned_make(*state, "armless", &SYNTH_QUIET,
	    "{\"name\": \"mtx/contended/2/same-l3\", \"arms\": "
	    "[\"mtx-none\", \"mtx-td-hard\"]}",
	    "\"complete\": true");
	planned_assert_told(*state, "judge armless", 4,
	    "mtx/contended/2/same-l3",
	    "the planned arm mtx-td-hard is not in raw.csv");
	planned_make(*state, "armed", &SYNTH_QUIET,
	    "{\"name\": \"mtx/contended/2/same-l3\", \"arms\": "
	    "[\"mtx-none\", \"mtx-global-hard\"]}",
	    "\"complete\": true");
	assert_int_equal(reports_run(*state, "text", "judge armed"), 0);
}

TEST(a_row_with_fewer_blocks_than_planned_is_unfit)
{
	planned_make(*state, "blocks", &SYNTH_QUIET,
	    PLANNED_RAN "], \"blocks\": 99, \"x\": [",
	    "\"units_lost\": 0, \"complete\": true");
	planned_assert_told(*state, "judge blocks", 4,
	    "mtx/contended/2/same-l3", "of 1584 planned blocks are in raw.csv");
}

/* Only a resumed row must have the units of the resumed part. */
TEST(the_units_of_a_run_that_went_on_are_planned_too)
{
	planned_make(*state, "on", &SYNTH_QUIET,
	    PLANNED_RAN "], \"units\": 10, \"x\": [",
	    "\"resumed\": {\"10\": {\"units\": 20, \"units_lost\": 0, "
	    "\"rows\": [\"mtx/contended/2/same-l3\"]}}, \"complete\": true");
	planned_assert_told(*state, "judge on", 4, "mtx/contended/2/same-l3",
	    "only 16 of 20 planned units are in raw.csv");
	planned_make(*state, "off", &SYNTH_QUIET,
	    PLANNED_RAN "], \"units\": 10, \"x\": [",
	    "\"resumed\": {\"10\": {\"units\": 20, \"units_lost\": 0, "
	    "\"rows\": [\"rw/contended/2/same-l3\"]}}, \"complete\": true");
	assert_int_equal(reports_run(*state, "text", "judge off"), 0);
}

/* A REGRESSION stays one, whatever else is missing. */
TEST(a_regression_comes_before_what_is_missing)
{
	struct synth_row s = SYNTH_QUIET;

	s.cand_effect = 0.04;
	planned_make(
	    *state, "slow", &s, PLANNED_RAN "," LOST, "\"complete\": false");
	planned_assert_told(*state, "judge slow", 1, "rw/contended/2/same-l3",
	    "all its units were lost");
}

TEST(a_skipped_row_is_no_pass_where_nothing_stands_for_it)
{
	planned_make(*state, "one-cpu", &SYNTH_QUIET, PLANNED_RAN "," SKIPPED,
	    "\"complete\": true");
	planned_assert_told(*state, "judge one-cpu", 3,
	    "rw/contended/2/same-l3", "there is only 1 CPU");
	planned_assert_cell(*state, "one-cpu/summary.csv",
	    "rw/contended/2/same-l3", "reason_kind", "environment");
	assert_int_equal(reports_run(*state, "text", "judge one-cpu"), 3);
	program_assert_has(*state, "out", "; 1 rows skipped; gate ");
}

/* No machine has all placements: a newcomer's run can pass. */
TEST(a_skipped_placement_is_told_and_has_no_weight)
{
	planned_make(*state, "placed", &SYNTH_QUIET, PLANNED_RAN "," SIBLING,
	    "\"complete\": true");
	planned_assert_told(*state, "judge placed", 0,
	    "mtx/contended/2/cross-socket", "there is only 1 socket");
	planned_assert_cell(*state, "placed/summary.csv",
	    "mtx/contended/2/cross-socket", "verdict", "");
	assert_int_equal(reports_run(*state, "json", "judge placed"), 0);
	program_assert_has(*state, "out", "\"rows_skipped\": 1");
}

TEST(what_one_side_of_a_gate_lacks_is_inconclusive)
{
	planned_make(*state, "sided", &SYNTH_QUIET, PLANNED_RAN "," ONE_SIDED,
	    "\"complete\": true");
	planned_assert_told(*state, "judge sided", 3, "rw/contended/2/same-l3",
	    "the other side has no lock rw");
	planned_assert_cell(*state, "sided/summary.csv",
	    "rw/contended/2/same-l3", "reason_kind", "missing");
}

TEST(a_row_that_no_line_of_the_gate_is_for_is_inconclusive)
{
	static const char TYPO[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmxt/*,*,0.01,0.05,40,8,0.5\n";

	planned_make(
	    *state, "typo", &SYNTH_QUIET, PLANNED_RAN, "\"complete\": true");
	scratch_write(*state, "typo.csv", TYPO, strlen(TYPO));
	assert_int_equal(program_run(*state, "judge --gate typo.csv typo"), 3);
	program_assert_has(*state, "out",
	    "mtx/contended/2/same-l3  INCONCLUSIVE\n"
	    "      no line of the gate file is for it\n");
}

TEST(a_stream_that_is_cut_off_is_unfit)
{
	planned_make(
	    *state, "cut", &SYNTH_QUIET, PLANNED_RAN, "\"complete\": true");
	assert_int_equal(program_run_after(*state,
	                     "gzip cut/raw.csv && head -c 4000 "
	                     "cut/raw.csv.gz >z && mv z cut/raw.csv.gz",
	                     "judge --gate gate.csv cut"),
	    4);
	program_assert_has(*state, "err", "the compressed file is cut off");
	program_assert_has(*state, "out", "raw.csv is cut off");
}

/* A row, an arm, and a row under another name that is slower. */
TEST(what_only_one_of_two_reports_has_is_inconclusive)
{
	struct synth_row s = SYNTH_QUIET;

	planned_make(*state, "both", &s, PLANNED_RAN, "\"complete\": true");
	s.candidate = "mtx-global-other";
	planned_make(*state, "arm", &s, PLANNED_RAN, "\"complete\": true");
	s = SYNTH_QUIET;
	s.row = "rw/contended/2/same-l3";
	synth_report_in(*state, "more", &s);
	assert_int_equal(
	    program_run_after(*state,
	        "cp -r both old && tail -n +2 more/raw.csv >>old/raw.csv && "
	        "cp -r both new && sed 's,^\\([^,]*\\),\\1,; "
	        "s,\\<rw/contended,rwlock/contended,' more/raw.csv | tail -n "
	        "+2 >>new/raw.csv",
	        "--help"),
	    0);
	planned_assert_told(*state, "compare --out . old both", 3,
	    "rw/contended/2/same-l3", "only in the old report");
	planned_assert_cell(*state, "compare.csv", "rw/contended/2/same-l3",
	    "verdict", "INCONCLUSIVE");
	planned_assert_cell(*state, "compare.csv", "rw/contended/2/same-l3",
	    "reason_kind", "missing");
	planned_assert_told(*state, "compare old new", 3,
	    "rwlock/contended/2/same-l3", "only in the new report");
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv both arm"), 2);
	program_assert_has(*state, "err", "nothing to compare");
}

TEST(what_either_of_two_reports_lost_is_unfit)
{
	planned_make(
	    *state, "whole", &SYNTH_QUIET, PLANNED_RAN, "\"complete\": true");
	planned_make(*state, "part", &SYNTH_QUIET, PLANNED_RAN "," LOST,
	    "\"complete\": false");
	planned_assert_told(*state, "compare whole part", 4,
	    "rw/contended/2/same-l3", "new report: planned");
	planned_assert_told(*state, "compare part whole", 4, "run",
	    "old report: the run was cut short");
}
