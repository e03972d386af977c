/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/formats/line.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

void
line_begin(struct format_line *line, const struct file_format *format)
{
	assert(format->csv.n_columns <= LINE_COLUMNS_MAX);
	*line = (struct format_line){ .format = format };
	if (format->schema > 0)
		line_put_count(line, 0, format->schema);
}

void
line_put_text(struct format_line *line, size_t column, const char *text)
{
	line->values[column].kind = LINE_TEXT;
	line->values[column].text = text;
}

void
line_put_count(struct format_line *line, size_t column, uint64_t count)
{
	line->values[column].kind = LINE_COUNT;
	line->values[column].count = count;
}

void
line_put_decimal(struct format_line *line, size_t column, double decimal)
{
	line->values[column].kind = LINE_DECIMAL;
	line->values[column].decimal = decimal;
}

void
line_add_item(struct format_line *line, size_t column, const char *separator,
    const char *text)
{
	struct line_value *value = &line->values[column];
	char *list = NULL;

	if (asprintf(&list, "%s%s%s", value->list != NULL ? value->list : "",
	        value->list != NULL ? separator : "", text) < 0) {
		line->error = -ENOMEM;
		return;
	}
	free(value->list);
	value->list = list;
	value->kind = LINE_LIST;
}

void
line_add_count(struct format_line *line, size_t column, const char *separator,
    uint64_t count)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, count);
	line_add_item(line, column, separator, text);
}

static void
write_value(const struct line_value *value, struct csv_writer *w)
{
	switch (value->kind) {
	case LINE_UNSET:
		csv_put_empty(w, 1);
		return;
	case LINE_TEXT:
		csv_put_text(w, value->text);
		return;
	case LINE_COUNT:
		csv_put_count(w, value->count);
		return;
	case LINE_DECIMAL:
		csv_put_decimal(w, value->decimal);
		return;
	case LINE_LIST:
		csv_put_text(w, value->list);
		return;
	}
}

/* Returns 0, or why the line is not written. */
static int
check_line(const struct format_line *line)
{
	for (size_t c = 0; c < line->format->csv.n_columns; c++)
		if (line->values[c].kind == LINE_UNSET &&
		    line->format->csv.columns[c].presence == CSV_NEEDED)
			return -EINVAL;
	return line->error;
}

int
line_write(struct format_line *line, struct csv_writer *w)
{
	const struct file_format *format = line->format;
	const int err = check_line(line);

	for (size_t c = 0; err == 0 && c < format->csv.n_columns; c++)
		write_value(&line->values[c], w);
	if (err == 0)
		csv_end_line(w);
	for (size_t c = 0; c < ELEMENTS(line->values); c++)
		free(line->values[c].list);
	line_begin(line, format);
	return err;
}
