/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a line of a gate file that can never decide anything is an error:
 * lines before it match all that it matches, or nothing is called so.  A line
 * for a row that does not run on this machine is no error.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/verdict/gate.h"
#include "analysis/verdict/patterns.h"
#include "tests/analysis/program.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define HEADER                                            \
	"rows,candidates,margin,alpha,looks,least_units," \
	"largest_drop_rate\n"
#define LIMITS ",0.05,0.05,16;32,8,0.5\n"

/* As slowpath-bench --list prints them. */
static const char LIST[] =
    "rows (lock/case/threads/placement; * runs by default):\n"
    "* mtx/uncontended/1/spread      lock and unlock\n"
    "  mtx/contended/2/same-core     no core has 2 hardware threads\n"
    "  rw/read-uncontended/1/spread  a read\n"
    "\n"
    "arms (lock-check-place; offsets modulo 64 at the end):\n"
    "  mtx-none                the baseline:  (0,4)\n"
    "  mtx-global-hard         candidate: a byte (0,4)\n";

TEST_GROUP(scratch_create, scratch_destroy);

/* Reads a gate file of these lines; expects the error `said`, NULL for none. */
static void
assert_read(const char *folder, const char *lines, const char *said)
{
	char text[1024];
	struct gate *gate;
	struct reason why = { "" };
	const char *path;

	snprintf(text, sizeof(text), HEADER "%s", lines);
	path = scratch_write(folder, "g.csv", text, strlen(text));
	if (gate_read(path, &gate, &why) == 0) {
		gate_destroy(gate);
		if (said != NULL)
			fail_msg("%s is read, and not: %s", lines, said);
		return;
	}
	if (said == NULL || strstr(why.text, said) == NULL)
		fail_msg("%s: said: %s\nnot: %s", lines, why.text,
		    said != NULL ? said : "nothing");
}

TEST(a_line_that_is_swallowed_whole_is_refused)
{
	assert_read(*state, "*,*" LIMITS "mtx/*,*-hard" LIMITS,
	    "g.csv:3:1: the line decides nothing");
	assert_read(*state, "mtx/*,*" LIMITS "mtx/*,*" LIMITS, "by line 2 ");
	assert_read(*state,
	    "*/@(a|b)/*,*" LIMITS "c/*,*" LIMITS "x/@(b|a)/*,*-hard" LIMITS,
	    "g.csv:4:1: ");
	/* By two lines together. */
	assert_read(*state, "a/*,*" LIMITS "b/*,*" LIMITS "@(a|b)/c/*,*" LIMITS,
	    "g.csv:4:1: ");
	assert_read(
	    *state, "mtx/?/x,*" LIMITS "mtx/a/x,*" LIMITS, "g.csv:3:1: ");
}

TEST(a_line_that_decides_something_is_not)
{
	assert_read(*state, "mtx/*,*-hard" LIMITS "*,*" LIMITS, NULL);
	assert_read(*state, "a/*,*-hard" LIMITS "a/*,*-entry" LIMITS, NULL);
	assert_read(*state, "*/@(a|b)/*,*" LIMITS "*/@(a|c)/*,*" LIMITS, NULL);
	assert_read(*state, "mtx/?/*,*" LIMITS "mtx/*,*" LIMITS, NULL);
	assert_read(*state, "mtx/?/*,*" LIMITS "mtx/*/x,*" LIMITS, NULL);
	assert_read(*state, "[ab]/*,*" LIMITS "c/*,*" LIMITS, NULL);
}

TEST(a_file_that_judges_nothing_is_refused)
{
	assert_read(*state, "", "has no line behind its header");
	assert_read(*state, "*,*,5,0.05,10,8,0.5\n",
	    "'5': expected a fraction above 0 and below 1: 5 % is 0.05");
	assert_read(*state, "*,*,5%,0.05,10,8,0.5\n", "such as 0.05 for 5 %");
}

TEST(the_looks_of_all_lines_are_printed)
{
	static const char GATE[] = HEADER "a,*,0.05,0.05,16;32,8,0.5\n"
	                                  "b,*,0.05,0.05,8;16;64,8,0.5\n";

	scratch_write(*state, "g.csv", GATE, strlen(GATE));
	assert_int_equal(program_run(*state, "gate --gate g.csv"), 0);
	program_assert_same(
	    scratch_read(*state, "out"), strdup("8\n16\n32\n64\n"));
}

/* Checks a gate file of one line against the list. */
static void
assert_known(const char *folder, const char *line, int status, const char *said)
{
	char text[512];

	snprintf(text, sizeof(text), HEADER "%s" LIMITS, line);
	scratch_write(folder, "g.csv", text, strlen(text));
	scratch_write(folder, "list", LIST, strlen(LIST));

	const int got = program_run(folder, "gate --gate g.csv --known list");
	if (got != status)
		fail_msg("%s: %d, not %d", line, got, status);
	if (said != NULL)
		program_assert_has(folder, "err", said);
}

TEST(a_misspelt_line_is_named_before_anything_is_measured)
{
	assert_known(*state, "mxt/uncontended/*,*-hard", 2,
	    "g.csv:2: column 'rows' is 'mxt/uncontended/*': no row is called "
	    "so; ./run.sh list");
	assert_known(*state, "rw/uncontended/*,*", 2, "no row is called so");
	assert_known(
	    *state, "*/@(recures|recusre)/*,*", 2, "no row is called so");
	assert_known(*state, "mtx/contended/2/same-cor,*", 2, "column 'rows'");
	assert_known(*state, "mtx/contended/*,*-hrad", 2,
	    "column 'candidates' is '*-hrad': no candidate is called so");
}

TEST(a_line_for_what_does_not_run_here_is_right)
{
	assert_known(*state, "mtx/contended/*,*-hard", 0, NULL);
	assert_known(*state, "mtx/contended/64/same-core,*", 0, NULL);
	assert_known(*state, "*/@(contended|never)/*,revision", 0, NULL);
	assert_known(*state, "*,*", 0, NULL);
}

/* A name in the report is known as well: it may be the user's own lock. */
TEST(a_report_is_judged_by_lines_that_are_known)
{
	static const char GATE[] = HEADER "mtx/*,*,0.01,0.05,40,8,0.5\n"
	                                  "mxt/*,*,0.01,0.05,40,8,0.5\n";

	scratch_write(*state, "g.csv", GATE, strlen(GATE));
	scratch_write(*state, "list", LIST, strlen(LIST));
	synth_report_in(*state, "pass", &SYNTH_QUIET);
	assert_int_equal(program_run(*state, "judge --gate g.csv pass"), 0);
	assert_int_equal(
	    program_run(*state, "judge --gate g.csv --known list pass"), 2);
	program_assert_has(*state, "err", "g.csv:3: column 'rows' is 'mxt/*'");
	assert_int_equal(
	    program_run(*state, "compare --gate g.csv --known list pass pass"),
	    2);
	assert_int_equal(program_run_after(*state,
	                     "sed -i '$d; s,mtx/\\*,mtx/contended/2/*,' g.csv "
	                     "&& sed -i s/mtx/own/ list",
	                     "judge --gate g.csv --known list pass"),
	    0);
}

TEST(a_list_that_is_none_is_refused)
{
	static const char NONE[] = "no rows\n";

	assert_known(*state, "*,*", 0, NULL);
	scratch_write(*state, "list", NONE, strlen(NONE));
	assert_int_equal(
	    program_run(*state, "gate --gate g.csv --known list"), 2);
	program_assert_has(*state, "err", "list names no rows");
}

TEST(a_pipe_is_no_gate_file)
{
	assert_int_equal(program_run_after(*state,
	                     "printf '%s' '" HEADER "' | "
	                     "\"$SLOWPATH_ANALYSIS\" gate --gate /dev/stdin; "
	                     "test $? = 2",
	                     "--help"),
	    0);
	program_assert_has(*state, "err", "is a pipe");
}
