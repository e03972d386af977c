/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that what was planned and is not there is no PASS: each such row is a
 * line in every format, with a verdict, a kind of reason and its exit status.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/analysis/program.h"
#include "tests/analysis/reports.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define RAN  "{\"name\": \"mtx/contended/2/same-l3\"}"
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

static const char GATE[] = "rows,candidates,margin,alpha,looks,least_units,"
                           "largest_drop_rate\n*,*,0.01,0.05,40,8,0.5\n";

static int
set_up(void **state)
{
	scratch_create(state);
	scratch_write(*state, "gate.csv", GATE, strlen(GATE));
	return 0;
}

TEST_GROUP(set_up, scratch_destroy);

/* Makes the report `name` whose run.json has this plan and these members. */
static void
make(const char *folder, const char *name, const struct synth_row *s,
    const char *rows, const char *members)
{
	char path[64];
	char run[2048];

	synth_report_in(folder, name, s);
	snprintf(run, sizeof(run),
	    "{\"run_id\": \"" SYNTH_RUN_ID "\", \"host\": \"h\", \"machine\": "
	    "{\"cpu_model\": \"A\"}, \"clock\": {\"quantum_ns\": 20}, "
	    "\"plan\": {\"rows\": [%s]}, %s}",
	    rows, members);
	snprintf(path, sizeof(path), "%s/run.json", name);
	scratch_write(folder, path, run, strlen(run));
}

static bool
has(const char *folder, const char *name, const char *text)
{
	char *whole = scratch_read(folder, name);
	const bool is_there = whole != NULL && strstr(whole, text) != NULL;

	free(whole);
	return is_there;
}

/* Checks that the command ends so and says all three, in each format. */
static void
assert_told(const char *folder, const char *command, int status,
    const char *row, const char *reason)
{
	for (size_t i = 0; i < REPORTS_N_FORMATS; i++) {
		const char *format = REPORTS_FORMATS[i];
		const int got = reports_run(folder, format, command);

		if (got != status)
			fail_msg("%s --format %s: %d, not %d", command, format,
			    got, status);
		if (!has(folder, "out", row) || !has(folder, "out", reason))
			fail_msg("%s --format %s lacks %s or %s", command,
			    format, row, reason);
	}
}

/* Checks a field of the line of `row` in a CSV file. */
static void
assert_cell(const char *folder, const char *file, const char *row,
    const char *column, const char *expected)
{
	size_t line = 1;
	char *name;

	while ((name = reports_cell(folder, file, line, "row")) != NULL &&
	    strcmp(name, row) != 0) {
		free(name);
		line++;
	}
	if (name == NULL)
		fail_msg("%s has no line on %s", file, row);
	free(name);

	char *field = reports_cell(folder, file, line, column);
	assert_string_equal(field, expected);
	free(field);
}

TEST(a_row_that_lost_all_units_is_unfit)
{
	make(*state, "lost", &SYNTH_QUIET, RAN "," LOST,
	    "\"units_lost\": 0, \"complete\": true");
	assert_told(*state, "judge lost", 4, "rw/contended/2/same-l3",
	    "all its units were lost");
	assert_cell(*state, "lost/summary.csv", "rw/contended/2/same-l3",
	    "verdict", "UNFIT");
	assert_cell(*state, "lost/summary.csv", "rw/contended/2/same-l3",
	    "reason_kind", "incomplete");
}

TEST(lost_units_and_a_run_cut_short_are_unfit)
{
	make(*state, "some", &SYNTH_QUIET, RAN,
	    "\"units_lost\": 2, \"complete\": false");
	assert_told(*state, "judge some", 4, "run", "2 units were lost");
	make(*state, "later", &SYNTH_QUIET, RAN,
	    "\"units_lost\": 0, \"resumed\": {\"16\": {\"units_lost\": 3}}, "
	    "\"complete\": true");
	assert_told(*state, "judge later", 4, "run", "3 units were lost");
	make(*state, "short", &SYNTH_QUIET, RAN, "\"complete\": false");
	assert_told(*state, "judge short", 4, "run", "not complete");
	assert_cell(
	    *state, "short/summary.csv", "run", "reason_kind", "incomplete");
}

/* Cut between two units, as a compressed file may be, raw.csv reads as whole.
 */
TEST(a_row_with_fewer_units_than_planned_is_unfit)
{
	make(*state, "units", &SYNTH_QUIET, RAN "], \"units\": 17, \"x\": [",
	    "\"units_lost\": 0, \"complete\": true");
	assert_told(*state, "judge units", 4, "mtx/contended/2/same-l3",
	    "only 16 of 17 planned units are in raw.csv");
	assert_cell(*state, "units/summary.csv", "mtx/contended/2/same-l3",
	    "verdict", "PASS");
	make(*state, "entire", &SYNTH_QUIET,
	    RAN "], \"units\": 16, \"blocks\": 9, \"x\": [",
	    "\"units_lost\": 0, \"complete\": true");
	assert_int_equal(reports_run(*state, "text", "judge entire"), 0);
}

TEST(a_row_without_a_planned_arm_is_unfit)
{
	make(*state, "armless", &SYNTH_QUIET,
	    "{\"name\": \"mtx/contended/2/same-l3\", \"arms\": "
	    "[\"mtx-none\", \"mtx-td-hard\"]}",
	    "\"complete\": true");
	assert_told(*state, "judge armless", 4, "mtx/contended/2/same-l3",
	    "the planned arm mtx-td-hard is not in raw.csv");
	make(*state, "armed", &SYNTH_QUIET,
	    "{\"name\": \"mtx/contended/2/same-l3\", \"arms\": "
	    "[\"mtx-none\", \"mtx-global-hard\"]}",
	    "\"complete\": true");
	assert_int_equal(reports_run(*state, "text", "judge armed"), 0);
}

TEST(a_row_with_fewer_blocks_than_planned_is_unfit)
{
	make(*state, "blocks", &SYNTH_QUIET, RAN "], \"blocks\": 99, \"x\": [",
	    "\"units_lost\": 0, \"complete\": true");
	assert_told(*state, "judge blocks", 4, "mtx/contended/2/same-l3",
	    "of 1584 planned blocks are in raw.csv");
}

/* A row that went on has more units to show; one that did not has not. */
TEST(the_units_of_a_run_that_went_on_are_planned_too)
{
	make(*state, "on", &SYNTH_QUIET, RAN "], \"units\": 10, \"x\": [",
	    "\"resumed\": {\"10\": {\"units\": 20, \"units_lost\": 0, "
	    "\"rows\": [\"mtx/contended/2/same-l3\"]}}, \"complete\": true");
	assert_told(*state, "judge on", 4, "mtx/contended/2/same-l3",
	    "only 16 of 20 planned units are in raw.csv");
	make(*state, "off", &SYNTH_QUIET, RAN "], \"units\": 10, \"x\": [",
	    "\"resumed\": {\"10\": {\"units\": 20, \"units_lost\": 0, "
	    "\"rows\": [\"rw/contended/2/same-l3\"]}}, \"complete\": true");
	assert_int_equal(reports_run(*state, "text", "judge off"), 0);
}

/* Checks that run.json with these members is refused, and why. */
static void
assert_refused(
    const char *folder, const char *plan, const char *members, const char *why)
{
	static int n;
	char name[32];
	char command[64];

	snprintf(name, sizeof(name), "odd-%d", n++);
	snprintf(command, sizeof(command), "judge %s", name);
	make(folder, name, &SYNTH_QUIET, plan, members);
	assert_int_equal(reports_run(folder, "text", command), 2);
	program_assert_has(folder, "err", why);
}

/* What is not of its kind would else be taken for what is not known. */
TEST(a_run_json_of_other_kinds_is_refused)
{
	static const struct {
		const char *plan;
		const char *members;
		const char *why;
	} cases[] = {
		{ RAN, "\"complete\": \"false\"", "complete is not true or" },
		{ RAN, "\"complete\": null", "complete is not true or" },
		{ RAN, "\"units_lost\": \"3\"", "units_lost is not a whole" },
		{ RAN, "\"units_lost\": -1", "units_lost is not a whole" },
		{ RAN, "\"resumed\": [3]", "resumed is not an object" },
		{ RAN, "\"resumed\": {\"1\": {\"units_lost\": \"3\"}}",
		    "resumed part: units_lost is not a whole" },
		{ RAN "], \"units\": \"17\", \"x\": [", "\"complete\": true",
		    "plan.units is not a whole number" },
		{ RAN "], \"blocks\": [], \"x\": [", "\"complete\": true",
		    "plan.blocks is not a whole number" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_refused(
		    *state, cases[i].plan, cases[i].members, cases[i].why);
	synth_report_in(*state, "list", &SYNTH_QUIET);
	scratch_write(*state, "list/run.json", "[]", 2);
	assert_int_equal(reports_run(*state, "text", "judge list"), 2);
	program_assert_has(*state, "err", "run.json: it is not an object");
}

TEST(a_byte_order_mark_before_run_json_is_skipped)
{
	static const char run[] = "\xef\xbb\xbf{\"complete\": false}";

	synth_report_in(*state, "mark", &SYNTH_QUIET);
	scratch_write(*state, "mark/run.json", run, strlen(run));
	assert_int_equal(reports_run(*state, "text", "judge mark"), 4);
}

/* What was shown to be slower stays so, whatever else is missing. */
TEST(a_regression_comes_before_what_is_missing)
{
	struct synth_row s = SYNTH_QUIET;

	s.cand_effect = 0.04;
	make(*state, "slow", &s, RAN "," LOST, "\"complete\": false");
	assert_told(*state, "judge slow", 1, "rw/contended/2/same-l3",
	    "all its units were lost");
}

TEST(a_skipped_row_is_no_pass_where_nothing_stands_for_it)
{
	make(*state, "one-cpu", &SYNTH_QUIET, RAN "," SKIPPED,
	    "\"complete\": true");
	assert_told(*state, "judge one-cpu", 3, "rw/contended/2/same-l3",
	    "there is only 1 CPU");
	assert_cell(*state, "one-cpu/summary.csv", "rw/contended/2/same-l3",
	    "reason_kind", "environment");
	assert_int_equal(reports_run(*state, "text", "judge one-cpu"), 3);
	program_assert_has(*state, "out", "; 1 rows skipped; gate ");
}

/* No machine has all placements: a newcomer's run can pass. */
TEST(a_skipped_placement_is_told_and_has_no_weight)
{
	make(*state, "placed", &SYNTH_QUIET, RAN "," SIBLING,
	    "\"complete\": true");
	assert_told(*state, "judge placed", 0, "mtx/contended/2/cross-socket",
	    "there is only 1 socket");
	assert_cell(*state, "placed/summary.csv",
	    "mtx/contended/2/cross-socket", "verdict", "");
	assert_int_equal(reports_run(*state, "json", "judge placed"), 0);
	program_assert_has(*state, "out", "\"rows_skipped\": 1");
}

TEST(what_one_side_of_a_gate_lacks_is_inconclusive)
{
	make(*state, "sided", &SYNTH_QUIET, RAN "," ONE_SIDED,
	    "\"complete\": true");
	assert_told(*state, "judge sided", 3, "rw/contended/2/same-l3",
	    "the other side has no lock rw");
	assert_cell(*state, "sided/summary.csv", "rw/contended/2/same-l3",
	    "reason_kind", "missing");
}

TEST(a_row_that_no_line_of_the_gate_is_for_is_inconclusive)
{
	static const char TYPO[] =
	    "rows,candidates,margin,alpha,looks,least_units,"
	    "largest_drop_rate\nmxt/*,*,0.01,0.05,40,8,0.5\n";

	make(*state, "typo", &SYNTH_QUIET, RAN, "\"complete\": true");
	scratch_write(*state, "typo.csv", TYPO, strlen(TYPO));
	assert_int_equal(program_run(*state, "judge --gate typo.csv typo"), 3);
	program_assert_has(*state, "out",
	    "mtx/contended/2/same-l3  INCONCLUSIVE\n"
	    "      no line of the gate file is for it\n");
}

TEST(a_stream_that_is_cut_off_is_unfit)
{
	make(*state, "cut", &SYNTH_QUIET, RAN, "\"complete\": true");
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

	make(*state, "both", &s, RAN, "\"complete\": true");
	s.candidate = "mtx-global-other";
	make(*state, "arm", &s, RAN, "\"complete\": true");
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
	assert_told(*state, "compare --out . old both", 3,
	    "rw/contended/2/same-l3", "only in the old report");
	assert_cell(*state, "compare.csv", "rw/contended/2/same-l3", "verdict",
	    "INCONCLUSIVE");
	assert_cell(*state, "compare.csv", "rw/contended/2/same-l3",
	    "reason_kind", "missing");
	assert_told(*state, "compare old new", 3, "rwlock/contended/2/same-l3",
	    "only in the new report");
	assert_int_equal(
	    program_run(*state, "compare --gate gate.csv both arm"), 2);
	program_assert_has(*state, "err", "nothing to compare");
}

TEST(what_either_of_two_reports_lost_is_unfit)
{
	make(*state, "whole", &SYNTH_QUIET, RAN, "\"complete\": true");
	make(*state, "part", &SYNTH_QUIET, RAN "," LOST, "\"complete\": false");
	assert_told(*state, "compare whole part", 4, "rw/contended/2/same-l3",
	    "new report: planned");
	assert_told(*state, "compare part whole", 4, "run",
	    "old report: the run was cut short");
}

/* Writes why the report `name` could not be counted. */
static void
make_uncounted(const char *folder, const char *name)
{
	static const char WHY[] = "ptrace is refused: EPERM: allow it\n";
	char path[128];

	snprintf(path, sizeof(path), "%s/uncounted.txt", name);
	scratch_write(folder, path, WHY, strlen(WHY));
}

/* Either side of a gate, or the one side of a report. */
TEST(what_could_not_be_counted_is_inconclusive)
{
	static const char *const FOLDERS[] = { "audit/base", "audit/work",
		"." };

	for (size_t i = 0; i < sizeof(FOLDERS) / sizeof(FOLDERS[0]); i++) {
		char path[64];

		assert_int_equal(
		    program_run_after(*state, "rm -rf denied", "--help"), 0);
		make(*state, "denied", &SYNTH_QUIET, RAN, "\"complete\": true");
		assert_int_equal(program_run_after(*state,
		                     "mkdir -p denied/audit/base "
		                     "denied/audit/work",
		                     "judge --gate gate.csv denied"),
		    0);
		snprintf(path, sizeof(path), "denied/%s", FOLDERS[i]);
		make_uncounted(*state, path);
		assert_told(*state, "judge denied", 3, "audit", "EPERM");
		assert_cell(*state, "denied/summary.csv", "audit",
		    "reason_kind", "not_counted");
	}
}

TEST(reports_of_which_one_was_not_counted_are_inconclusive)
{
	make(*state, "seen", &SYNTH_QUIET, RAN, "\"complete\": true");
	make(*state, "unseen", &SYNTH_QUIET, RAN, "\"complete\": true");
	assert_told(*state, "compare seen unseen", 0, "mtx-global-hard", "");
	make_uncounted(*state, "unseen");
	assert_told(*state, "compare seen unseen", 3, "audit", "EPERM");
	assert_told(*state, "compare unseen seen", 3, "audit", "EPERM");
	assert_told(*state, "compare unseen unseen", 3, "audit", "EPERM");
}

/* A regression in time is one, whatever was not counted. */
TEST(a_regression_comes_before_what_was_not_counted)
{
	struct synth_row s = SYNTH_QUIET;

	s.cand_effect = 0.04;
	make(*state, "slower", &s, RAN, "\"complete\": true");
	make_uncounted(*state, "slower");
	assert_told(*state, "judge slower", 1, "audit", "EPERM");
}
