/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * line: a line of a file, put together field by field in any order, and written
 * in the order of the file's list.
 */
#ifndef BASE_FORMATS_LINE_H
#define BASE_FORMATS_LINE_H

#include "base/csv/writer.h"
#include "base/formats/formats.h"

/* The most columns that a list may have. */
#define LINE_COLUMNS_MAX 64

enum line_value_kind {
	LINE_UNSET,
	LINE_TEXT,
	LINE_COUNT,
	LINE_DECIMAL,
	LINE_LIST,
};

/* Its members are private. */
struct format_line {
	const struct file_format *format;
	struct line_value {
		enum line_value_kind kind;
		const char *text; /* the caller's */
		char *list;       /* ours */
		uint64_t count;
		double decimal;
	} values[LINE_COLUMNS_MAX];
	int error; /* the first, negative */
};

/* Begins a line of `format`: nothing is set but the schema, if it has one. */
void line_begin(struct format_line *line, const struct file_format *format);

/*
 * Set the field in a column: a text, which must live until the line is written;
 * a count; a decimal number, which is empty if it is not finite.
 */
void line_put_text(struct format_line *line, size_t column, const char *text);
void line_put_count(struct format_line *line, size_t column, uint64_t count);
void line_put_decimal(struct format_line *line, size_t column, double decimal);

/* Add an item to the list in a column, behind `separator` if it has some. */
void line_add_item(struct format_line *line, size_t column,
    const char *separator, const char *text);
void line_add_count(struct format_line *line, size_t column,
    const char *separator, uint64_t count);

/*
 * Writes the line, with its end, and begins the next one of the same format.
 * What was not set is empty.  Returns 0; -ENOMEM if a list had no memory, or
 * -EINVAL if a column was not set that must not be empty: nothing is written
 * then.
 */
int line_write(struct format_line *line, struct csv_writer *w);

#endif /* BASE_FORMATS_LINE_H */
