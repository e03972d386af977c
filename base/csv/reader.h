/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reader: a CSV file with named columns, read row by row; the door to libcsv.
 *
 * RFC 4180 taken strictly, except that a line break inside quotes is refused:
 * no column of ours holds one, and so a lost quote is found on its own line.
 * Columns are found by name in any order; columns nobody asked for are
 * ignored, and an optional one that is not there is empty in each row.  A row
 * is parsed into fields that are overwritten by the next one, so memory does not
 * grow with the file.
 */
#ifndef BASE_CSV_READER_H
#define BASE_CSV_READER_H

#include "base/csv/field.h"
#include "base/csv/input.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

struct csv_reader;

/*
 * Opens the file at `path` and finds the `n_columns` `columns`, which must
 * outlive the reader, in its header.  `end_rule` says how the file may end.
 * Returns 0 and the open reader in
 * `ret_reader`, or a negative errno with the reason in `why`.
 */
int csv_reader_open(const char *path, enum csv_end end_rule,
    const struct csv_column *columns, size_t n_columns,
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

/* Returns whether the file was cut off, as csv_input_is_cut() does. */
bool csv_reader_is_cut(const struct csv_reader *r);

/* Closes `r`, which may be NULL. */
void csv_reader_close(struct csv_reader *r);

#endif
