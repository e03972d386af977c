/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the report of a drill counts what drill.csv says, that its
 * figures are right, and what a script sees of the command: its exit status,
 * and for bad input the place.
 */
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/lib/test.h"

#include "analysis/drill/drill.h"
#include "tests/analysis/drill/drill_lines.h"
#include "tests/analysis/program.h"
#include "tests/lib/scratch.h"

static void
assert_refused(const char *folder, const struct drill_line *lines, size_t n,
    const char *expected)
{
	drill_lines_write(folder, "drill.csv", lines, n);
	assert_int_equal(program_run(folder, "drill ."), 2);
	program_assert_has(folder, "err", expected);
	program_assert_same(scratch_read(folder, "out"), strdup(""));
}

TEST_GROUP(scratch_create, scratch_destroy);

TEST(panics_are_counted_by_kernel_moment_and_outcome)
{
	struct drill_line lines[5] = { { { NULL } } };

	lines[1].fields[PANIC_MOMENT] = "hard";
	lines[1].fields[PANIC_OUTCOME] = "hung";
	lines[2].fields[PANIC_CHECK] = "patch";
	lines[3].fields[PANIC_SYNC] = "after";
	lines[4] = DRILL_LINES_OFF;

	struct drill *drill = drill_lines_read(*state, lines, 5);
	const struct drill_group *groups = drill->groups;

	assert_int_equal(drill->n_groups, 4);
	assert_int_equal(groups[0].mode, MODE_OFF);
	assert_string_equal(groups[1].check, "patch");
	assert_string_equal(groups[2].check, "td");
	assert_int_equal(groups[2].n, 2);
	assert_int_equal(
	    groups[2].outcomes[MOMENT_SECTION][OUTCOME_COMPLETE], 1);
	assert_int_equal(groups[2].outcomes[MOMENT_HARD][OUTCOME_HUNG], 1);
	assert_int_equal(drill_count(&groups[2], OUTCOME_HUNG), 1);
	assert_true(groups[2].wall_ns == 40e6);
	assert_int_equal(groups[3].sync, SYNC_AFTER);
	drill_destroy(drill);
}

/* The interval is that of R's binom.test(2, 3). */
TEST(rates_have_exact_intervals)
{
	struct drill_line lines[3] = { { { NULL } } };

	lines[2].fields[PANIC_OUTCOME] = "crashed";
	drill_lines_write(*state, "drill.csv", lines, 3);
	assert_int_equal(program_run(*state, "drill ."), 1);
	program_assert_has(*state, "out",
	    "drill r1: 3 panics in 0.1 s, 50.0 a second\n"
	    "\nmode on, check td, sync none: 3 panics, 50.0 a second\n");
	program_assert_has(*state, "out",
	    "\n  complete            2   66.667 [  9.430,  99.160]\n");
	program_assert_has(*state, "out",
	    "\n  section             3          2          0          0"
	    "          0          1\n");
}

TEST(dumps_are_measured_by_mode_and_only_whole_ones)
{
	struct drill_line lines[4] = { { { NULL } } };

	lines[1].fields[PANIC_OUTCOME] = "incomplete";
	lines[1].fields[PANIC_DUMP_NS] = "1";
	lines[2] = DRILL_LINES_OFF;
	lines[3] = DRILL_LINES_OFF;
	lines[3].fields[PANIC_DUMP_BYTES] = "70000";

	struct drill *drill = drill_lines_read(*state, lines, 4);
	assert_int_equal(drill->dumps[MODE_ON].ns.n, 1);
	assert_true(drill->dumps[MODE_ON].ns.median == 800000);
	assert_int_equal(drill->dumps[MODE_OFF].bytes.n, 2);
	assert_true(drill->dumps[MODE_OFF].bytes.max == 70000);
	drill_destroy(drill);
}

/* What a panic did not come to does not count. */
TEST(times_are_told_by_mode_and_part)
{
	struct drill_line lines[3] = { { { NULL } } };

	lines[1].fields[PANIC_OUTCOME] = "hung";
	lines[1].fields[PANIC_START_NS] = "2000000";
	lines[1].fields[PANIC_PANIC_NS] = "";
	lines[1].fields[PANIC_END_NS] = "";
	lines[1].fields[PANIC_WALL_NS] = "60000000";
	lines[2] = DRILL_LINES_OFF;
	drill_lines_write(*state, "drill.csv", lines, 3);
	assert_int_equal(program_run(*state, "drill ."), 1);
	program_assert_has(*state, "out",
	    "\npanics            a second    start   moment    floor    panic"
	    "      end      all  [mean in ms]\n"
	    "  off         1       50.0     1.00    15.00     0.50     3.00"
	    "     0.50    20.00\n"
	    "  on          2       25.0     1.50    15.00     0.50     3.00"
	    "     0.50    40.00\n");
}

TEST(locks_are_counted_by_their_whole_names)
{
	struct drill_line lines[3] = { { { NULL } } };

	lines[0].fields[PANIC_ACQUIRED] = "block 1;pool;block 10";
	lines[0].fields[PANIC_FAKED] = "block";
	lines[1].fields[PANIC_FAKED] = "block 10;block 1";
	lines[1].fields[PANIC_ACQUIRED] = "";
	lines[2] = DRILL_LINES_OFF;
	lines[2].fields[PANIC_ACQUIRED] = "block 1";

	struct drill *drill = drill_lines_read(*state, lines, 3);
	const struct acquisition_count *list = drill->acquisitions.list;

	assert_int_equal(drill->acquisitions.n, 4);
	assert_string_equal(list[0].lock, "block");
	assert_string_equal(list[1].lock, "block 1");
	assert_string_equal(list[2].lock, "block 10");
	assert_string_equal(list[3].lock, "pool");
	assert_int_equal(list[0].n_real[MODE_ON], 0);
	assert_int_equal(list[0].n_faked[MODE_ON], 1);
	assert_int_equal(list[1].n_real[MODE_ON], 1);
	assert_int_equal(list[1].n_faked[MODE_ON], 1);
	assert_int_equal(list[1].n_real[MODE_OFF], 1);
	drill_destroy(drill);
}

TEST(block_files_are_counted_where_they_were_looked_at)
{
	struct drill_line lines[3] = { { { NULL } } };

	for (size_t i = 0; i < 3; i++)
		lines[i].fields[PANIC_SYNC] = "before";
	lines[0].fields[PANIC_BLOCK_FILE] = "damaged";
	lines[0].fields[PANIC_DAMAGED] = "3";
	lines[1].fields[PANIC_BLOCK_FILE] = "clean";
	lines[1].fields[PANIC_DAMAGED] = "0";
	drill_lines_write(*state, "drill.csv", lines, 3);
	assert_int_equal(program_run(*state, "drill ."), 0);
	program_assert_has(*state, "out",
	    "\nblock file, mode on, check td, sync before\n"
	    "  looked at 2 times; 3 of 3 dumps complete\n"
	    "  clean               1   50.000 [  1.258,  98.742]\n"
	    "  recovered           0    0.000 [  0.000,  84.189]\n"
	    "  damaged             1   50.000 [  1.258,  98.742]\n");
}

TEST(bad_input_is_refused_with_its_place)
{
	struct drill_line lines[3] = { { { NULL } } };

	assert_refused(*state, lines, 0,
	    "./drill.csv:1:1: no panics: the file has nothing but a header");
	lines[2].fields[PANIC_RUN_ID] = "r2";
	assert_refused(*state, lines, 3,
	    "./drill.csv:4:3: column 'run_id' is 'r2': expected 'r1', as in "
	    "the lines before");
	lines[1].fields[PANIC_OUTCOME] = "well";
	assert_refused(*state, lines, 3,
	    "./drill.csv:3:56: column 'outcome' is 'well': expected complete");
	scratch_write(*state, "drill.csv", "schema,run_id\n1,r1\n", 19);
	assert_int_equal(program_run(*state, "drill ."), 2);
	program_assert_has(
	    *state, "err", "./drill.csv:1:1: the header has no column named");
}

TEST(a_folder_or_a_file_is_read_and_nothing_else)
{
	const struct drill_line line = { { NULL } };

	mkdir(scratch_path(*state, "run"), 0777);
	drill_lines_write(*state, "run/drill.csv", &line, 1);
	assert_int_equal(program_run(*state, "drill run"), 0);
	char *once = scratch_read(*state, "out");
	assert_int_equal(program_run(*state, "drill run/drill.csv"), 0);
	program_assert_same(once, scratch_read(*state, "out"));
	assert_int_equal(program_run(*state, "drill none"), 2);
	program_assert_has(*state, "err", "cannot open none: No such file");
	assert_int_equal(
	    program_run(*state, "drill run/drill.csv >/dev/full"), 2);
	program_assert_has(*state, "err", "cannot write the table");
}

TEST(options_of_other_commands_are_refused)
{
	static const char *const WRONG[] = {
		"drill",
		"drill . .",
		"drill --gate gate.csv .",
		"drill --out . .",
		"drill --panics 3 .",
	};

	for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
		assert_int_equal(program_run(*state, WRONG[i]), 2);
		program_assert_has(
		    *state, "err", "; see slowpath-analysis --help\n");
	}
}
