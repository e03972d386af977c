/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a CSV file is read strictly: what is right comes out as it is,
 * whatever the order of its columns, and what is wrong is named with its line,
 * column, value and what was expected.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "base/csv/input.h"
#include "base/csv/reader.h"
#include "tests/lib/scratch.h"

static const struct csv_column COLUMNS[] = {
	{ "name", CSV_TEXT, CSV_NEEDED },
	{ "count", CSV_COUNT, CSV_MAY_BE_EMPTY },
	{ "share", CSV_DECIMAL, CSV_NEEDED },
};

static const struct csv_format FORMAT = {
	.columns = COLUMNS,
	.n_columns = 3,
	.end_rule = CSV_RECORDED,
};

/* Reads all of `text`; returns the number of rows, or the error in `why`. */
static int
read_all(const char *folder, const char *text, size_t len, struct reason *why)
{
	const char *path = scratch_write(folder, "t.csv", text, len);
	const struct csv_field *fields;
	struct csv_reader *reader;
	int n_rows = 0;
	int rc = csv_reader_open(path, &FORMAT, &reader, why);

	if (rc < 0)
		return rc;
	while ((rc = csv_reader_next(reader, &fields, why)) > 0)
		n_rows++;
	csv_reader_close(reader);
	return rc < 0 ? rc : n_rows;
}

/* Checks that the bytes of `text` are refused with `expected` in the reason. */
static void
assert_refused_bytes(
    void **state, const char *text, size_t len, const char *expected)
{
	struct reason why = { "" };

	assert_int_equal(read_all(*state, text, len, &why), -EINVAL);
	if (strstr(why.text, expected) == NULL)
		fail_msg("said: %s\nnot: %s", why.text, expected);
}

static void
assert_refused(void **state, const char *text, const char *expected)
{
	assert_refused_bytes(state, text, strlen(text), expected);
}

TEST_GROUP(scratch_create, scratch_destroy);

TEST(columns_are_found_by_name_and_others_ignored)
{
	static const char TEXT[] = "share,more,name,count\n"
	                           "-0.25,x,\"a \"\"b\"\", c\",7\n"
	                           "1e3,, d ,\n";
	const char *path = scratch_write(*state, "t.csv", TEXT, strlen(TEXT));
	const struct csv_field *fields;
	struct csv_reader *reader;
	struct reason why;

	assert_int_equal(csv_reader_open(path, &FORMAT, &reader, &why), 0);
	assert_int_equal(csv_reader_next(reader, &fields, &why), 1);
	assert_string_equal(fields[0].text, "a \"b\", c");
	assert_int_equal(fields[1].count, 7);
	assert_true(fields[2].decimal == -0.25);
	assert_int_equal(csv_reader_next(reader, &fields, &why), 1);
	assert_string_equal(fields[0].text, " d ");
	assert_string_equal(fields[1].text, "");
	assert_true(fields[2].decimal == 1000);
	assert_int_equal(csv_reader_line(reader), 3);
	assert_int_equal(csv_reader_next(reader, &fields, &why), 0);
	csv_reader_close(reader);
}

TEST(the_largest_count_is_read_and_the_next_refused)
{
	struct reason why;
	static const char LARGEST[] =
	    "name,count,share\na,18446744073709551615,1\n";

	assert_int_equal(read_all(*state, LARGEST, strlen(LARGEST), &why), 1);
	assert_refused(state, "name,count,share\na,18446744073709551616,1\n",
	    "t.csv:2:3: column 'count' is '18446744073709551616': expected a "
	    "whole number");
}

TEST(a_bad_number_is_named_with_its_place)
{
	assert_refused(state, "name,count,share\na,1,1\n\"b,c\",1x,1\n",
	    "t.csv:3:7: column 'count' is '1x': expected a whole number");
	assert_refused(state, "name,count,share\na,-1,1\n",
	    "t.csv:2:3: column 'count' is '-1'");
	assert_refused(state, "name,count,share\na, 1,1\n",
	    "t.csv:2:3: column 'count' is ' 1'");
	assert_refused(state, "name,count,share\na,1,0x10\n",
	    "t.csv:2:5: column 'share' is '0x10': expected a decimal");
	assert_refused(state, "name,count,share\na,1,inf\n",
	    "t.csv:2:5: column 'share' is 'inf'");
	assert_refused(state, "name,count,share\na,1,1e999\n",
	    "t.csv:2:5: column 'share' is '1e999'");
}

TEST(an_empty_needed_field_is_refused)
{
	assert_refused(state, "name,count,share\n,1,1\n",
	    "t.csv:2:1: column 'name' is '': expected some text");
	assert_refused(state, "name,count,share\na,1,\n",
	    "t.csv:2:5: column 'share' is '': expected a decimal number");
}

TEST(a_line_with_other_than_the_headers_fields_is_refused)
{
	assert_refused(state, "name,count,share\na,1,1,1\n",
	    "t.csv:2:7: the line has 4 fields: expected 3");
	assert_refused(state, "name,count,share\na,1\n",
	    "t.csv:2:5: the line has 2 fields: expected 3");
	assert_refused(state, "name,count,share\n\na,1,1\n",
	    "t.csv:2:1: the line is empty");
}

TEST(a_bad_header_is_refused)
{
	assert_refused(state, "name,counts\na,1\n",
	    "t.csv:1:1: the header has no column named: count, share");
	assert_refused(state, "name,count,x,share,x\n",
	    "t.csv:1:20: column 'x' is there twice");
	assert_refused(state, "", "t.csv:1:1: the file is empty");
}

TEST(a_quote_out_of_place_is_refused)
{
	assert_refused(state, "name,count,share\na,\"1,1\nb,1,1\n",
	    "t.csv:2:3: the quote opened here is not closed");
	assert_refused(state, "name,count,share\na\"b,1,1\n",
	    "t.csv:2:2: a quote that is neither around a field nor doubled");
	assert_refused(state, "name,count,share\n\"a\"b,1,1\n",
	    "t.csv:2:4: a quote that is neither around a field nor doubled");
}

TEST(bytes_that_are_no_text_are_refused)
{
	static const char NUL[] = "name,count,share\na\0b,1,1\n";

	assert_refused_bytes(
	    state, NUL, sizeof(NUL) - 1, "t.csv:2:2: a NUL byte");
	assert_refused(state, "name,count,share\na\rb,1,1\n",
	    "t.csv:2:2: a carriage return inside the line");
	assert_refused(state, "name,count,share\n\"a\rb\",1,1\n",
	    "t.csv:2:3: a carriage return inside the line");
	assert_refused(state, "name,count,share\na,1,1\r\r\n",
	    "t.csv:2:6: a carriage return inside the line");
}

TEST(a_cut_off_line_says_how_to_go_on)
{
	assert_refused(state, "name,count,share\na,1,1\nb,1",
	    "t.csv:3:4: the last line has no newline: it was cut off while it "
	    "was written; delete the partial line");
	assert_refused(state, "name,cou", "t.csv:1:9: the last line");
}

TEST(a_line_beyond_the_buffer_is_refused_and_one_that_fits_read)
{
	static char text[2 * CSV_LINE_BYTES];
	static const char HEADER[] = "name,count,share\n";
	static const char REST[] = ",1,1\n";
	const size_t begin = strlen(HEADER);
	struct reason why;

	memset(text, 'x', sizeof(text));
	memcpy(text, HEADER, begin);
	memcpy(
	    text + begin + CSV_LINE_BYTES - strlen(REST), REST, strlen(REST));
	assert_int_equal(
	    read_all(*state, text, begin + CSV_LINE_BYTES, &why), 1);

	memset(text + begin, 'x', CSV_LINE_BYTES);
	memcpy(text + begin + CSV_LINE_BYTES, REST, strlen(REST));
	assert_refused_bytes(state, text, begin + CSV_LINE_BYTES + strlen(REST),
	    "t.csv:2:1: the line is longer than 262144 bytes");
}

TEST(a_file_that_cannot_be_opened_is_named)
{
	const char *path = scratch_path(*state, "none.csv");
	struct csv_reader *reader;
	struct reason why;

	assert_int_equal(
	    csv_reader_open(path, &FORMAT, &reader, &why), -ENOENT);
	assert_non_null(strstr(why.text, "none.csv: No such file"));
	assert_int_equal(
	    csv_reader_open(*state, &FORMAT, &reader, &why), -EISDIR);
	assert_non_null(strstr(why.text, "Is a directory"));
}

/* What take_until() saw, and the row that it refuses. */
struct taken {
	unsigned n_rows;
	uint64_t refused;
};

static int
take_until(void *data, const struct csv_reader *reader,
    const struct csv_field *fields, struct reason *why)
{
	struct taken *taken = data;

	taken->n_rows++;
	return fields[1].count == taken->refused
	    ? csv_reader_fail(reader, 1, why, "another")
	    : 0;
}

TEST(each_row_is_given_up_to_the_first_that_is_refused)
{
	static const char TEXT[] = "name,count,share\na,7,1\nb,8,1\nc,9,1\n";
	const char *path = scratch_write(*state, "t.csv", TEXT, strlen(TEXT));
	struct taken taken = { 0 };
	struct reason why;

	assert_int_equal(
	    csv_for_each(path, &FORMAT, take_until, &taken, &why), 0);
	assert_int_equal(taken.n_rows, 3);

	taken = (struct taken){ .refused = 8 };
	assert_int_equal(
	    csv_for_each(path, &FORMAT, take_until, &taken, &why), -EINVAL);
	assert_int_equal(taken.n_rows, 2);
	assert_non_null(strstr(
	    why.text, "t.csv:3:3: column 'count' is '8': expected another"));
	assert_int_equal(
	    csv_for_each(*state, &FORMAT, take_until, &taken, &why), -EISDIR);
	assert_int_equal(taken.n_rows, 2);
}
