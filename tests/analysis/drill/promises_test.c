/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that each promise can be broken, alone, by a panic that the report
 * then names; that what is no breach is none; and that a promise nothing put
 * to the test does not hold.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "tests/analysis/drill/drill_lines.h"
#include "tests/analysis/program.h"
#include "tests/lib/scratch.h"

#define N_GOOD 9

static const struct drill_line NESTED = { {
    [PANIC_MOMENT] = "nested",
    [PANIC_PANICS] = "1",
} };

static const struct drill_line TWO = { {
    [PANIC_MOMENT] = "two",
    [PANIC_PANICS] = "1",
} };

static const struct drill_line REFUSING = { {
    [PANIC_MOMENT] = "refusing",
    [PANIC_STOPPED] = "2",
    [PANIC_UNANSWERED] = "cpu2",
    [PANIC_REFUSED] = "cpu2",
    [PANIC_STOP_NS] = "",
    [PANIC_STOP_CPU_NS] = "10000;20000",
} };

/*
 * Runs the program on a drill that keeps all promises but for `line`, which
 * may be NULL.  Returns its exit status.
 */
static int
run_with(const char *folder, const struct drill_line *line)
{
	struct drill_line lines[N_GOOD + 1] = { { { NULL } } };
	size_t n = N_GOOD;

	lines[0] = NESTED;
	lines[1] = TWO;
	lines[2] = REFUSING;
	if (line != NULL) {
		lines[n] = *line;
		lines[n].fields[PANIC_PANIC] = "1234";
		lines[n++].fields[PANIC_SEED] = "77";
	}
	drill_lines_write(folder, "drill.csv", lines, n);
	return program_run(folder, "drill .");
}

/* Checks how many promises the report says are in this state. */
static void
assert_count(const char *folder, const char *state, size_t n)
{
	char *text = scratch_read(folder, "out");
	char begin[32];
	size_t n_found = 0;

	snprintf(begin, sizeof(begin), "\n  %-11s  ", state);
	for (const char *at = text; (at = strstr(at, begin)) != NULL; at++)
		n_found++;
	if (n_found != n)
		fail_msg("not %zu %s in:\n%s", n, state, text);
	free(text);
}

/* Checks that `line` breaks one promise alone, and that the report says so. */
static void
assert_broken(const char *folder, const struct drill_line *line,
    const char *promise, const char *offender)
{
	assert_int_equal(run_with(folder, line), 1);
	assert_count(folder, "BROKEN", 1);
	assert_count(folder, "holds", 5);
	program_assert_has(folder, "out", promise);
	program_assert_has(folder, "out", offender);
}

TEST_GROUP(scratch_create, scratch_destroy);

TEST(promises_that_are_kept_hold)
{
	assert_int_equal(run_with(*state, NULL), 0);
	assert_count(*state, "holds", 6);
	program_assert_same(scratch_read(*state, "err"), strdup(""));
}

TEST(a_panic_without_a_whole_dump_breaks_the_first)
{
	static const char PROMISE[] = "\n  BROKEN       every panic leaves a "
	                              "whole dump: not in 1 of 10\n";
	struct drill_line line = { {
	    [PANIC_OUTCOME] = "incomplete",
	    [PANIC_REASON] = "disk full",
	} };

	assert_broken(*state, &line, PROMISE,
	    "      panic 1234, seed 77: section, incomplete: disk full\n");
	line.fields[PANIC_OUTCOME] = "crashed";
	line.fields[PANIC_REASON] = "";
	assert_broken(*state, &line, PROMISE, " seed 77: section, crashed\n");
}

/* What a build that does not fake any lock does: the drill must say so. */
TEST(a_check_that_never_fakes_hangs_and_breaks_the_first)
{
	const struct drill_line line = { {
	    [PANIC_CHECK] = "none",
	    [PANIC_OUTCOME] = "hung",
	    [PANIC_REASON] = "no end in 5 s",
	    [PANIC_PANICS] = "",
	    [PANIC_DUMP_NS] = "",
	    [PANIC_DUMP_BYTES] = "",
	    [PANIC_FAKED] = "",
	} };

	assert_broken(*state, &line, "every panic leaves a whole dump: not in",
	    "seed 77: section, hung: no end in 5 s\n");
}

TEST(a_sync_before_the_stop_excuses_a_hang_and_nothing_else_does)
{
	struct drill_line line = { {
	    [PANIC_SYNC] = "before",
	    [PANIC_OUTCOME] = "hung",
	    [PANIC_REASON] = "hung syncing",
	    [PANIC_DUMP_NS] = "",
	    [PANIC_DUMP_BYTES] = "",
	} };

	assert_int_equal(run_with(*state, &line), 0);
	assert_count(*state, "holds", 6);
	line.fields[PANIC_SYNC] = "after";
	assert_broken(*state, &line, "every panic leaves a whole dump: not in",
	    "seed 77: section, hung: hung syncing\n");
}

TEST(a_moment_that_did_not_come_is_anywhere)
{
	const struct drill_line line = { {
	    [PANIC_MOMENT] = "anywhere",
	    [PANIC_LOCK] = "",
	} };

	assert_int_equal(run_with(*state, &line), 0);
	program_assert_has(*state, "out", "\n  anywhere            1 ");
}

TEST(a_world_that_moves_though_all_answered_breaks_the_second)
{
	static const char PROMISE[] = "\n  BROKEN       the world does not "
	                              "move where all CPUs answered: not in ";
	struct drill_line line = { {
	    [PANIC_OUTCOME] = "moved",
	    [PANIC_REASON] = "counters",
	} };

	assert_broken(
	    *state, &line, PROMISE, "seed 77: section, moved: counters\n");
	/* Not to know who answered excuses nothing. */
	line.fields[PANIC_STOPPED] = "";
	line.fields[PANIC_STOP_NS] = "";
	line.fields[PANIC_STOP_CPU_NS] = "";
	assert_broken(*state, &line, PROMISE, "seed 77: section, moved");
}

TEST(a_world_may_move_where_a_cpu_did_not_answer)
{
	struct drill_line line = REFUSING;

	line.fields[PANIC_OUTCOME] = "moved";
	assert_int_equal(run_with(*state, &line), 0);
	assert_count(*state, "holds", 6);
}

TEST(a_dump_that_does_not_name_who_refused_breaks_the_third)
{
	struct drill_line line = REFUSING;

	line.fields[PANIC_UNANSWERED] = "cpu1";
	assert_broken(*state, &line,
	    "\n  BROKEN       a whole dump says which CPU refused to stop: not "
	    "in 1 of 2\n",
	    "refusing, complete: cpu2 refused, unanswered: cpu1\n");
}

TEST(others_that_do_not_answer_are_a_note)
{
	struct drill_line line = REFUSING;

	line.fields[PANIC_STOPPED] = "1";
	line.fields[PANIC_UNANSWERED] = "cpu1;cpu2";
	line.fields[PANIC_STOP_CPU_NS] = "10000";
	assert_int_equal(run_with(*state, &line), 0);
	assert_count(*state, "holds", 6);
	program_assert_has(*state, "out",
	    "refused to stop: 2 panics\n"
	    "      others did not answer either in 1\n");
}

TEST(a_second_panic_that_nobody_saw_breaks_its_promise)
{
	struct drill_line line = NESTED;

	line.fields[PANIC_PANICS] = "0";
	assert_broken(*state, &line,
	    "\n  BROKEN       a panic inside a panic leaves a whole dump: not "
	    "in 1 of 2\n",
	    "nested, complete: further panics: 0\n");
	line = TWO;
	line.fields[PANIC_PANICS] = "";
	assert_broken(*state, &line,
	    "\n  BROKEN       of two panics at once one leaves a whole dump: "
	    "not in 1 of 2\n",
	    "two, complete: further panics: \n");
}

TEST(what_nothing_puts_to_the_test_is_not_shown)
{
	const struct drill_line line = { { [PANIC_SIGNAL_NS] = "" } };

	drill_lines_write(*state, "drill.csv", &line, 1);
	assert_int_equal(program_run(*state, "drill ."), 0);
	assert_count(*state, "holds", 2);
	assert_count(*state, "not shown", 4);
}

TEST(mode_off_promises_nothing)
{
	struct drill_line line = DRILL_LINES_OFF;

	line.fields[PANIC_OUTCOME] = "hung";
	line.fields[PANIC_MOMENT] = "nested";
	assert_int_equal(run_with(*state, &line), 0);
	assert_count(*state, "holds", 6);
	drill_lines_write(*state, "drill.csv", &line, 1);
	assert_int_equal(program_run(*state, "drill ."), 0);
	assert_count(*state, "not shown", 6);
	program_assert_has(
	    *state, "err", "warning: nothing was promised: no panic had the");
}

TEST(the_first_five_who_broke_it_are_named)
{
	struct drill_line lines[7];

	for (size_t i = 0; i < 7; i++)
		lines[i] = (struct drill_line){ {
		    [PANIC_PANIC] = i == 0 ? "100" : "200",
		    [PANIC_OUTCOME] = "hung",
		} };
	drill_lines_write(*state, "drill.csv", lines, 7);
	assert_int_equal(program_run(*state, "drill ."), 1);
	program_assert_has(*state, "out",
	    "not in 7 of 7\n      panic 100, seed 18446744073709551615: ");
	program_assert_has(*state, "out",
	    "hung\n      and 2 more\n      one of them again: the same options "
	    "and --seed 18446744073709551615 --only 100\n");
}
