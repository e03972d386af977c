/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves that any text comes back from a line of CSV as it was put there. */
#include "base/csv/writer.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "tests/lib/test.h"

/* What a reader that is not ours gave: the fields of one line. */
struct line {
	char fields[4][64];
	unsigned n_fields;
	unsigned n_lines;
};

static void
take_field(void *data, size_t n, void *to)
{
	struct line *line = to;

	assert_true(line->n_fields < 4);
	snprintf(line->fields[line->n_fields++], sizeof(line->fields[0]),
	    "%.*s", (int)n, (const char *)data);
}

static void
end_line(int c, void *to)
{
	(void)c;
	((struct line *)to)->n_lines++;
}

/* Writes a line of three fields, the text in the middle, and reads it. */
static struct line
read_back(const char *text)
{
	struct line line = { 0 };
	struct csv_parser parser;
	char *bytes = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&bytes, &n);

	assert_non_null(f);
	struct csv_writer w = csv_writer_on(f);
	csv_put_count(&w, 1);
	csv_put_text(&w, text);
	csv_put_count(&w, 2);
	csv_end_line(&w);
	assert_int_equal(csv_writer_flush(&w), 0);
	fclose(f);
	assert_int_equal(csv_init(&parser, CSV_STRICT), 0);
	assert_int_equal(
	    csv_parse(&parser, bytes, n, take_field, end_line, &line), n);
	csv_free(&parser);
	free(bytes);
	return line;
}

TEST(test_every_text_is_read_back_as_it_was)
{
	static const char *const texts[] = { "", "a", "run,1", "a\"b", "\"",
		"\"quoted\"", "it's", "a b", " a", "a ", "\ta", "a\t", "a\\b",
		"a;b", ",", "\xc3\xa4", "=1+1" };

	for (unsigned i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct line line = read_back(texts[i]);

		assert_int_equal(line.n_lines, 1);
		assert_int_equal(line.n_fields, 3);
		assert_string_equal(line.fields[1], texts[i]);
		assert_string_equal(line.fields[2], "2");
	}
}

/* Closes `f` and checks, and frees, what it wrote to memory. */
static void
assert_written(FILE *f, char **bytes, const char *expected)
{
	assert_int_equal(fclose(f), 0);
	assert_string_equal(*bytes, expected);
	free(*bytes);
}

TEST(test_numbers_are_whole_and_what_is_not_known_is_empty)
{
	char *bytes = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&bytes, &n);
	struct csv_writer w = csv_writer_on(f);

	csv_put_text(&w, "a");
	csv_put_text(&w, "b,c");
	csv_end_line(&w);
	csv_put_count(&w, UINT64_MAX);
	csv_put_decimal(&w, 0.1);
	csv_put_decimal(&w, NAN);
	csv_put_decimal(&w, -INFINITY);
	csv_put_empty(&w, 2);
	csv_put_text(&w, "");
	csv_end_line(&w);
	csv_put_empty(&w, 1);
	csv_put_count(&w, 0);
	csv_end_line(&w);
	assert_int_equal(csv_writer_flush(&w), 0);
	assert_written(f, &bytes,
	    "a,\"b,c\"\n18446744073709551615,0.10000000000000001,,,,,\n,0\n");
}

TEST(test_a_list_is_one_field_and_quoted_as_one)
{
	char *bytes = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&bytes, &n);
	struct csv_writer w = csv_writer_on(f);

	csv_begin_list(&w, ";");
	csv_end_list(&w);
	csv_begin_list(&w, ";");
	csv_put_item(&w, "a");
	csv_put_item_count(&w, 7);
	csv_end_list(&w);
	csv_begin_list(&w, "; ");
	csv_put_item(&w, "mov $1, %eax");
	csv_put_item(&w, "a \"b\"");
	csv_end_list(&w);
	csv_end_line(&w);
	assert_int_equal(csv_writer_flush(&w), 0);
	assert_written(f, &bytes, ",a;7,\"mov $1, %eax; a \"\"b\"\"\"\n");
}

TEST(test_what_cannot_be_written_is_an_error)
{
	FILE *f = fopen("/dev/full", "we");
	struct csv_writer w = csv_writer_on(f);

	assert_non_null(f);
	csv_put_text(&w, "a");
	csv_end_line(&w);
	assert_int_equal(csv_writer_flush(&w), -ENOSPC);
	/* It stays an error, whatever is written later. */
	clearerr(f);
	assert_int_equal(csv_writer_flush(&w), -ENOSPC);
	fclose(f);
}

TEST(test_a_lines_end_becomes_a_space)
{
	assert_string_equal(read_back("a\nb").fields[1], "a b");
	assert_string_equal(read_back("a,\r\nb").fields[1], "a,  b");
}
