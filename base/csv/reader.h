/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reader: a CSV file with named columns, read row by row; the door to libcsv.
 *
 * RFC 4180 taken strictly, except that a line break inside quotes is refused:
 * no column of ours holds one, and so a lost quote is found on its own line.
 * Columns are found by name in any order; columns nobody asked for are
 * ignored, and an optional one that is not there is empty in each row.  Each
 * row overwrites the fields of the one before, so memory does not grow with the
 * file.
 */
#ifndef BASE_CSV_READER_H
#define BASE_CSV_READER_H

#include "base/csv/field.h"
#include "base/csv/input.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

struct csv_reader;

/* What a kind of file holds, and how it may end. */
struct csv_format {
	const struct csv_column *columns;
	size_t n_columns;
	const char *const *old_names; /* of each column, or NULL; NULL: none */
	enum csv_end end_rule;
};

/*
 * Opens the file at `path` and finds the columns of `format`, which must
 * outlive the reader, in its header.  Returns 0 and the open reader in
 * `ret_reader`, or a negative errno with the reason in `why`.
 */
int csv_reader_open(const char *path, const struct csv_format *format,
    struct csv_reader **ret_reader, struct reason *why);

/*
 * Reads the next row.  Returns 1 with one field per column asked for, in that
 * order, in `ret_fields`; they hold until the next call.  Returns 0 at the end
 * of the file, or a negative errno with the reason in `why`.
 */
int csv_reader_next(struct csv_reader *r, const struct csv_field **ret_fields,
    struct reason *why);

/*
 * Says in `why` that the field of the row last read in column `column` is not
 * what was `expected`, with file, line, column, the column's name and the
 * value.  Returns -EINVAL.
 */
int csv_reader_fail(const struct csv_reader *r, size_t column,
    struct reason *why, const char *expected, ...)
    __attribute__((format(printf, 4, 5)));

/* Return the path of the file and the number of the line last read. */
const char *csv_reader_path(const struct csv_reader *r);
unsigned long csv_reader_line(const struct csv_reader *r);

/* Returns whether the header has the old name of some column. */
bool csv_reader_has_old_names(const struct csv_reader *r);

/* Returns whether the file was cut off, as csv_input_is_cut() does. */
bool csv_reader_is_cut(const struct csv_reader *r);

/* Closes `r`, which may be NULL. */
void csv_reader_close(struct csv_reader *r);

/*
 * Takes a row that was read from `r`: one field per column of the format, which
 * hold until the call returns.  Returns 0 to go on, or a negative errno with
 * the reason in `why`.
 */
typedef int csv_take_row(void *data, const struct csv_reader *r,
    const struct csv_field *fields, struct reason *why);

/*
 * Opens the file at `path`, gives each of its rows to `take`, with `data`, up
 * to the first error, and closes it.  Returns 0, or a negative errno with the
 * reason in `why`: that of `take`, or that of the functions above.
 */
int csv_for_each(const char *path, const struct csv_format *format,
    csv_take_row *take, void *data, struct reason *why);

#endif
