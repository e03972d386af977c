/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/formats/describe.h"

#include "base/formats/words.h"

#include <string.h>

#define LINE_WIDTH 80
#define TEXT_BYTES 1024

static const char *const kind_names[] = {
	[CSV_TEXT] = "text",
	[CSV_COUNT] = "count",
	[CSV_DECIMAL] = "decimal",
};

static const char *const presence_names[] = {
	[CSV_NEEDED] = "",
	[CSV_MAY_BE_EMPTY] = ", may be empty",
	[CSV_OPTIONAL] = ", may be empty or missing",
};

/* Prints the text as an item of a list, its further lines indented likewise. */
static void
print_item(FILE *out, int indent, const char *text)
{
	int used = fprintf(out, "%*s*", indent, "");

	while (*text != '\0') {
		const int len = (int)strcspn(text, " ");

		if (used + 1 + len > LINE_WIDTH)
			used = fprintf(out, "\n%*s", indent + 1, "") - 1;
		used += fprintf(out, " %.*s", len, text);
		text += len;
		text += *text == ' ';
	}
	putc('\n', out);
}

/* Prints the words of a column, if it holds one of a few. */
static void
print_words(FILE *out, const char *column)
{
	char text[TEXT_BYTES];

	for (size_t i = 0; words_all[i] != NULL; i++) {
		const struct word_list *list = words_all[i];

		if (strcmp(list->column, column) != 0)
			continue;
		for (size_t w = 0; w < list->n; w++) {
			const char *word = list->words[w].text;

			snprintf(text, sizeof(text), "%s%s%s: %s",
			    word[0] != '\0' ? "`" : "",
			    word[0] != '\0' ? word : "empty",
			    word[0] != '\0' ? "`" : "", list->words[w].meaning);
			print_item(out, 2, text);
		}
	}
}

static void
print_column(FILE *out, const struct file_format *format, size_t c)
{
	const struct csv_column *column = &format->csv.columns[c];
	char text[TEXT_BYTES];
	int used = snprintf(text, sizeof(text), "`%s` (%s%s): %s", column->name,
	    kind_names[column->kind], presence_names[column->presence],
	    format->meanings[c]);

	for (size_t i = 0; i < format->n_renames; i++) {
		const struct format_rename *rename = &format->renames[i];

		if (rename->column == c)
			used +=
			    snprintf(text + used, sizeof(text) - (size_t)used,
			        "; `%s` up to schema %u", rename->old_name,
			        rename->schema);
	}
	print_item(out, 0, text);
	print_words(out, column->name);
}

void
format_describe(FILE *out, const struct file_format *format)
{
	char text[TEXT_BYTES];
	int used = snprintf(text, sizeof(text), "a file has %s", format->line);

	if (format->schema > 0)
		used += snprintf(text + used, sizeof(text) - (size_t)used,
		    "; the schema is %u", format->schema);
	if (format->schema > format->oldest_schema)
		snprintf(text + used, sizeof(text) - (size_t)used,
		    ", and those from %u on are read", format->oldest_schema);
	print_item(out, 0, text);
	for (size_t c = 0; c < format->csv.n_columns; c++)
		print_column(out, format, c);
}
