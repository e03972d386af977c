/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that the fields of a line are written in the order of the file's list,
 * whatever order they are set in; that what is not set is empty; and that a
 * line without a field that must be there is not written at all.
 */
#include "base/formats/line.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

static char *text;
static size_t text_bytes;
static FILE *file;
static struct csv_writer writer;
static struct format_line line;

static int
set_up(void **state)
{
	(void)state;
	file = open_memstream(&text, &text_bytes);
	if (file == NULL)
		return -1;
	writer = csv_writer_on(file);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	fclose(file);
	free(text);
	return 0;
}

/* Sets what a line of selftest.csv must have. */
static void
put_needed(void)
{
	line_put_decimal(&line, SELFTEST_CSV_MARGIN_PCT, 0.25);
	line_put_text(&line, SELFTEST_CSV_VERDICT, "PASS");
	line_put_count(&line, SELFTEST_CSV_UNITS, 20);
	line_put_decimal(&line, SELFTEST_CSV_TRUE_PCT, 1);
	line_put_text(&line, SELFTEST_CSV_TRUTH, "a,b");
}

static void
assert_written(const char *expected)
{
	assert_int_equal(fflush(file), 0);
	assert_string_equal(text, expected);
}

TEST_WITH(fields_stand_in_the_order_of_the_list, set_up, tear_down)
{
	line_begin(&line, &format_selftest);
	put_needed();
	line_put_decimal(&line, SELFTEST_CSV_LOWER_PCT, NAN);
	assert_int_equal(line_write(&line, &writer), 0);
	assert_written("\"a,b\",1,,,20,,PASS,,,,,,,0.25,\n");
}

TEST_WITH(the_next_line_has_nothing_of_the_last, set_up, tear_down)
{
	line_begin(&line, &format_selftest);
	put_needed();
	line_put_count(&line, SELFTEST_CSV_SECONDS, 7);
	assert_int_equal(line_write(&line, &writer), 0);
	put_needed();
	assert_int_equal(line_write(&line, &writer), 0);
	assert_written("\"a,b\",1,,,20,,PASS,,,,,,,0.25,7\n"
	               "\"a,b\",1,,,20,,PASS,,,,,,,0.25,\n");
}

TEST_WITH(a_line_without_a_needed_field_is_not_written, set_up, tear_down)
{
	line_begin(&line, &format_selftest);
	line_put_text(&line, SELFTEST_CSV_TRUTH, "aa");
	line_add_item(&line, SELFTEST_CSV_ROW, ";", "x");
	assert_int_equal(line_write(&line, &writer), -EINVAL);
	put_needed();
	assert_int_equal(line_write(&line, &writer), 0);
	assert_written("\"a,b\",1,,,20,,PASS,,,,,,,0.25,\n");
}

TEST_WITH(a_list_is_one_field, set_up, tear_down)
{
	line_begin(&line, &format_selftest);
	put_needed();
	line_add_item(&line, SELFTEST_CSV_ROW, "; ", "a");
	line_add_item(&line, SELFTEST_CSV_ROW, "; ", "b, c");
	line_add_count(&line, SELFTEST_CSV_ROW, "; ", UINT64_MAX);
	assert_int_equal(line_write(&line, &writer), 0);
	assert_written("\"a,b\",1,,\"a; b, c; 18446744073709551615\",20,,PASS,"
	               ",,,,,,0.25,\n");
}

TEST_WITH(the_schema_is_set_by_itself, set_up, tear_down)
{
	line_begin(&line, &format_compare);
	line_put_text(&line, COMPARE_CSV_ROW, "r");
	line_put_text(&line, COMPARE_CSV_MEASURED, "time");
	assert_int_equal(line_write(&line, &writer), 0);
	assert_written("1,,,r,,,,,,,,,,,,,,,,,,,time,,,,,\n");
}
