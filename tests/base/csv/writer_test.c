/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves that any text comes back from a line of CSV as it was put there. */
#include "base/csv/writer.h"

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
	fputs("1,", f);
	csv_put(f, text);
	fputs(",2\n", f);
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
		"\"quoted\"", "it's", "a b", " a", "a ", "a\\b", "a;b", ",",
		"\xc3\xa4", "=1+1" };

	for (unsigned i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct line line = read_back(texts[i]);

		assert_int_equal(line.n_lines, 1);
		assert_int_equal(line.n_fields, 3);
		assert_string_equal(line.fields[1], texts[i]);
		assert_string_equal(line.fields[2], "2");
	}
}

TEST(test_a_lines_end_becomes_a_space)
{
	assert_string_equal(read_back("a\nb").fields[1], "a b");
	assert_string_equal(read_back("a,\r\nb").fields[1], "a,  b");
}
