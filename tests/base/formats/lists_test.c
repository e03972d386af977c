/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of every list of columns that its file is read by the names and the
 * schemas that there ever were, and by no mixture of them; and that no name
 * stands for two columns.
 */
#include "base/formats/formats.h"
#include "base/formats/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define TEXT_BYTES 8192

TEST_GROUP(scratch_create, scratch_destroy);

/* Returns what column `c` was called up to `schema`, or its name. */
static const char *
name_in(const struct file_format *format, size_t c, unsigned schema)
{
	for (size_t i = 0; i < format->n_renames; i++)
		if (format->renames[i].column == c &&
		    schema <= format->renames[i].schema)
			return format->renames[i].old_name;
	return format->csv.columns[c].name;
}

/* Adds a line with a value that each column takes; `schema` is the first. */
static void
add_values(char *text, const struct file_format *format, unsigned schema)
{
	sprintf(text + strlen(text), "%u", schema);
	for (size_t c = 1; c < format->csv.n_columns; c++)
		strcat(text, ",1");
	strcat(text, "\n");
}

/* Adds a header with the names of `schema`. */
static void
add_names(char *text, const struct file_format *format, unsigned schema)
{
	for (size_t c = 0; c < format->csv.n_columns; c++)
		sprintf(text + strlen(text), "%s%s", c == 0 ? "" : ",",
		    name_in(format, c, schema));
	strcat(text, "\n");
}

/* A csv_take_row() of a struct file_format. */
static int
check_row(void *data, const struct csv_reader *reader,
    const struct csv_field *fields, struct reason *why)
{
	return format_check_schema(data, reader, fields, why);
}

static int
read_text(const char *folder, const struct file_format *format,
    const char *text, struct reason *why)
{
	const char *path =
	    scratch_write(folder, format->file, text, strlen(text));

	return csv_for_each(path, &format->csv, check_row, (void *)format, why);
}

static void
assert_refused(const char *folder, const struct file_format *format,
    const char *text, const char *expected)
{
	struct reason why = { "" };

	assert_int_equal(read_text(folder, format, text, &why), -EINVAL);
	if (strstr(why.text, expected) == NULL)
		fail_msg("said: %s\nnot: %s", why.text, expected);
}

TEST(every_schema_is_read_by_its_own_names)
{
	for (size_t i = 0; formats_all[i] != NULL; i++) {
		const struct file_format *format = formats_all[i];

		for (unsigned schema = format->oldest_schema;
		     schema != 0 && schema <= format->schema; schema++) {
			char text[TEXT_BYTES] = "";
			struct reason why = { "" };

			add_names(text, format, schema);
			add_values(text, format, schema);
			if (read_text(*state, format, text, &why) < 0)
				fail_msg("schema %u: %s", schema, why.text);
		}
	}
}

TEST(a_schema_that_is_not_known_is_refused)
{
	for (size_t i = 0; formats_all[i] != NULL; i++) {
		const struct file_format *format = formats_all[i];
		char text[TEXT_BYTES] = "";

		if (format->schema == 0)
			continue;
		add_names(text, format, format->schema);
		add_values(text, format, format->schema + 1);
		assert_refused(*state, format, text, "the only schemas");
		text[0] = '\0';
		add_names(text, format, format->schema);
		add_values(text, format, format->oldest_schema - 1);
		assert_refused(*state, format, text, "the only schemas");
	}
}

TEST(an_old_name_is_refused_in_a_newer_schema)
{
	size_t n = 0;

	for (size_t i = 0; formats_all[i] != NULL; i++) {
		const struct file_format *format = formats_all[i];

		for (size_t r = 0; r < format->n_renames; r++, n++) {
			const unsigned schema = format->renames[r].schema;
			char text[TEXT_BYTES] = "";

			assert_true(schema < format->schema);
			add_names(text, format, schema);
			add_values(text, format, schema + 1);
			assert_refused(*state, format, text,
			    "as the header has names of that schema");
		}
	}
	assert_true(n >= 8);
}

TEST(a_column_by_both_of_its_names_is_refused)
{
	for (size_t i = 0; formats_all[i] != NULL; i++) {
		const struct file_format *format = formats_all[i];

		for (size_t r = 0; r < format->n_renames; r++) {
			char text[TEXT_BYTES];

			snprintf(text, sizeof(text), "%s,%s",
			    format->renames[r].old_name, format->header);
			assert_refused(*state, format, text, "is there twice");
		}
	}
}

/* True if `name` is that of a column, or was. */
static bool
is_taken(const struct file_format *format, size_t n_columns, const char *name)
{
	for (size_t c = 0; c < n_columns; c++) {
		const char *old_name = format->csv.old_names[c];

		if (strcmp(format->csv.columns[c].name, name) == 0 ||
		    (old_name != NULL && strcmp(old_name, name) == 0))
			return true;
	}
	return false;
}

TEST(no_name_stands_for_two_columns)
{
	for (size_t i = 0; formats_all[i] != NULL; i++) {
		const struct file_format *format = formats_all[i];

		for (size_t c = 0; c < format->csv.n_columns; c++) {
			const char *old_name = format->csv.old_names[c];

			assert_false(
			    is_taken(format, c, format->csv.columns[c].name));
			assert_false(
			    old_name != NULL && is_taken(format, c, old_name));
		}
	}
}

TEST(a_word_is_found_and_no_other)
{
	char text[128];

	for (size_t i = 0; words_all[i] != NULL; i++) {
		const struct word_list *list = words_all[i];

		for (size_t w = 0; w < list->n; w++)
			assert_int_equal(
			    word_find(list, list->words[w].text), w);
		assert_int_equal(word_find(list, "no such word"), -1);
	}
	word_expected(&words_sync, text, sizeof(text));
	assert_string_equal(text, "none, before or after");
	word_expected(&words_mode, text, sizeof(text));
	assert_string_equal(text, "off or on");
	word_expected(&words_sync, text, 8);
	assert_string_equal(text, "none, b");
}
