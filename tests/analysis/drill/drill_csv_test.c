/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that drill.csv is read as it is written, that each line which cannot
 * be true is refused with its place and what was expected, and that lists in
 * fields are taken apart.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/drill/drill_csv.h"
#include "base/csv/field.h"
#include "tests/analysis/drill/drill_lines.h"
#include "tests/lib/scratch.h"

/* Takes the only panic; its fields hold no longer. */
static int
take_panic(void *data, const struct csv_reader *reader,
    const struct panic *panic, struct reason *why)
{
	(void)reader;
	(void)why;
	*(struct panic *)data = *panic;
	return 0;
}

/* Reads a drill.csv of this line.  Returns as drill_csv_for_each() does. */
static int
read_line(const char *folder, const struct drill_line *line,
    struct panic *ret_panic, struct reason *why)
{
	return drill_csv_for_each(
	    drill_lines_write(folder, "drill.csv", line, 1), take_panic,
	    ret_panic, why);
}

static void
assert_read(const char *folder, const struct drill_line *line)
{
	struct panic panic;
	struct reason why = { "" };

	if (read_line(folder, line, &panic, &why) != 0)
		fail_msg("%s", why.text);
}

static void
assert_refused(
    const char *folder, const struct drill_line *line, const char *expected)
{
	struct panic panic;
	struct reason why = { "" };

	assert_int_equal(read_line(folder, line, &panic, &why), -EINVAL);
	if (strstr(why.text, expected) == NULL)
		fail_msg("said: %s\nnot: %s", why.text, expected);
}

TEST_GROUP(scratch_create, scratch_destroy);

TEST(a_line_says_what_it_says)
{
	struct drill_line line = DRILL_LINES_OFF;
	struct panic panic;
	struct reason why;

	line.fields[PANIC_MOMENT] = "refusing";
	line.fields[PANIC_SYNC] = "after";
	line.fields[PANIC_OUTCOME] = "crashed";
	line.fields[PANIC_BLOCK_FILE] = "damaged";
	line.fields[PANIC_DAMAGED] = "2";
	assert_int_equal(read_line(*state, &line, &panic, &why), 0);
	assert_int_equal(panic.mode, MODE_OFF);
	assert_int_equal(panic.moment, MOMENT_REFUSING);
	assert_int_equal(panic.sync, SYNC_AFTER);
	assert_int_equal(panic.outcome, OUTCOME_CRASHED);
	assert_int_equal(panic.block_file, BLOCK_FILE_DAMAGED);
	assert_string_equal(moment_name(panic.moment), "refusing");
	assert_string_equal(sync_name(panic.sync), "after");
	assert_string_equal(outcome_name(panic.outcome), "crashed");
	assert_string_equal(block_file_name(panic.block_file), "damaged");
}

TEST(what_did_not_happen_may_be_empty)
{
	struct drill_line line = { { [PANIC_OUTCOME] = "hung" } };
	static const enum panic_column EMPTY[] = {
		PANIC_STOPPED,
		PANIC_STOP_NS,
		PANIC_STOP_CPU_NS,
		PANIC_SIGNAL_NS,
		PANIC_PANICS,
		PANIC_DUMP_NS,
		PANIC_DUMP_BYTES,
		PANIC_ACQUIRED,
		PANIC_FAKED,
		PANIC_CPUS,
		PANIC_LOCK,
	};

	assert_read(*state, &line);
	for (size_t i = 0; i < sizeof(EMPTY) / sizeof(EMPTY[0]); i++)
		line.fields[EMPTY[i]] = "";
	assert_read(*state, &line);
}

TEST(a_cell_that_is_none_of_its_words_is_refused)
{
	assert_refused(*state, &(struct drill_line){ { "1" } },
	    "drill.csv:2:1: column 'schema' is '1': expected 2 to 3, the only");
	assert_refused(*state, &(struct drill_line){ { [PANIC_SEED] = "-1" } },
	    "drill.csv:2:8: column 'seed' is '-1': expected a whole number");
	assert_refused(*state, &(struct drill_line){ { [PANIC_MODE] = "1" } },
	    "column 'mode' is '1': expected off or on");
	assert_refused(*state, &(struct drill_line){ { [PANIC_MOMENT] = "" } },
	    "column 'moment' is '': expected some text");
	assert_refused(*state,
	    &(struct drill_line){ { [PANIC_MOMENT] = "late" } },
	    "section, hard, interrupt, malloc, two, nested, refusing or "
	    "anywhere");
	assert_refused(*state, &(struct drill_line){ { [PANIC_SYNC] = "on" } },
	    "column 'sync' is 'on': expected none, before or after");
	assert_refused(*state,
	    &(struct drill_line){ { [PANIC_OUTCOME] = "fine" } },
	    "complete, moved, incomplete, hung or crashed");
	assert_refused(*state,
	    &(struct drill_line){ { [PANIC_BLOCK_FILE] = "x" } },
	    "clean, recovered or damaged");
}

/* A line with one thing wrong, or two that do not go together. */
static const struct {
	struct drill_line line;
	const char *expected;
} WRONG[] = {
	{ { { [PANIC_THREADS] = "0" } },
	    "'threads' is '0': expected a number above 0" },
	{ { { [PANIC_SIGNAL_NS] = "0" } },
	    "'signal_ns' is '0': expected a number above 0" },
	{ { { [PANIC_WALL_NS] = "0" } },
	    "'wall_ns' is '0': expected a number above 0" },
	{ { { [PANIC_REASON] = "why" } },
	    "'reason' is 'why': expected nothing, as the outcome is complete" },
	{ { { [PANIC_MODE] = "off" } },
	    "'cpus' is '3': expected nothing, as the mode is off" },
	{ { { [PANIC_STOPPED] = "" } },
	    "'stop_ns' is '30000': expected nothing, as 'stopped' is empty" },
	{ { { [PANIC_CPUS] = "" } },
	    "'cpus' is '': expected a number, as 'stopped' has one" },
	{ { { [PANIC_CPUS] = "4" } },
	    "'cpus' is '4': expected 3: all threads" },
	{ { { [PANIC_STOPPED] = "4" } },
	    "'stopped' is '4': expected no more than 3, the others" },
	{ { { [PANIC_STOPPED] = "2" } },
	    "'unanswered' is '': expected the names of 1 CPUs" },
	{ { { [PANIC_STOPPED] = "2", [PANIC_UNANSWERED] = "cpu2;cpu3" } },
	    "'unanswered' is 'cpu2;cpu3': expected the names of 1 CPUs" },
	{ { { [PANIC_STOPPED] = "2", [PANIC_UNANSWERED] = "cpu2" } },
	    "'stop_ns' is '30000': expected nothing, as somebody" },
	{ { { [PANIC_STOP_CPU_NS] = "1;2" } },
	    "'stop_cpu_ns' is '1;2': expected 3 numbers, one for each" },
	{ { { [PANIC_STOP_CPU_NS] = "1;2;x" } },
	    "'stop_cpu_ns' is '1;2;x': expected whole numbers" },
	{ { { [PANIC_STOP_CPU_NS] = "1;2;99999999999999999999999999999999" } },
	    "expected whole numbers" },
	{ { { [PANIC_STOP_CPU_NS] = "1;2;" } }, "none empty" },
	{ { { [PANIC_FAKED] = ";table" } },
	    "'faked' is ';table': expected items with ';' between" },
	{ { { [PANIC_ACQUIRED] = "pool;;table" } },
	    "'acquired' is 'pool;;table'" },
	{ { { [PANIC_MOMENT] = "refusing" } },
	    "'refused' is '': expected the name of a CPU, as the moment" },
	{ { { [PANIC_REFUSED] = "cpu1" } },
	    "'refused' is 'cpu1': expected nothing, as the moment is not" },
	{ { { [PANIC_DUMP_NS] = "" } },
	    "'dump_ns' is '': expected a number, as the outcome is complete" },
	{ { { [PANIC_OUTCOME] = "moved", [PANIC_DUMP_BYTES] = "" } },
	    "'dump_bytes' is '': expected a number, as the outcome is moved" },
	{ { { [PANIC_DAMAGED] = "0" } },
	    "'damaged' is '0': expected nothing, as 'block_file' is empty" },
	{ { { [PANIC_BLOCK_FILE] = "clean" } },
	    "'damaged' is '': expected a number, as 'block_file' is not" },
	{ { { [PANIC_BLOCK_FILE] = "clean", [PANIC_DAMAGED] = "1" } },
	    "'damaged' is '1': expected 0, as the block file is clean" },
	{ { { [PANIC_BLOCK_FILE] = "damaged", [PANIC_DAMAGED] = "0" } },
	    "'damaged' is '0': expected a number above 0, as the block" },
};

TEST(cells_that_contradict_each_other_are_refused)
{
	for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++)
		assert_refused(*state, &WRONG[i].line, WRONG[i].expected);
}

TEST(a_list_has_what_stands_between_semicolons)
{
	const char *list = "cpu1;cpu12;x";
	struct csv_item item;

	assert_int_equal(csv_list_count(""), 0);
	assert_int_equal(csv_list_count("one"), 1);
	assert_int_equal(csv_list_count(list), 3);
	assert_true(csv_list_has(list, "cpu12"));
	assert_false(csv_list_has(list, "cpu"));
	assert_false(csv_list_has(list, "cpu2"));
	assert_false(csv_list_has("", "cpu"));
	assert_true(csv_list_next(&list, &item));
	assert_true(item.len == 4 && memcmp(item.text, "cpu1", 4) == 0);
}
