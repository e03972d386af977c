/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * raw_csv: the reader of raw.csv, read slice by slice.
 *
 * Each line is checked here for what can be seen in it alone; row.c and
 * report.c check what takes several.
 */
#ifndef ANALYSIS_REPORT_RAW_CSV_H
#define ANALYSIS_REPORT_RAW_CSV_H

#include "base/csv/field.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

/* The columns of raw.csv. */
enum slice_column {
#define COLUMN(id, name, kind, presence, meaning) SLICE_##id,
#include "base/formats/raw.def"
};

enum role {
#define ROLE(id, word, meaning) ROLE_##id,
#include "base/formats/words.def"
};

/* How many of a case's operations go through the slow path. */
enum promise {
#define SLOW_PATH(id, word, meaning) PROMISE_##id,
#include "base/formats/words.def"
};

/* `fields` is indexed by enum slice_column. */
struct raw_slice {
	const struct csv_field *fields;
	enum role role;
	enum promise promise;
	bool is_valid;
};

/* The end of a sentence on lines that do not follow one another. */
#define RAW_CSV_OUT_OF_ORDER \
	"out of order, as in a sorted file: take it as the run wrote it"

struct raw_csv;

/* Return the names that raw.csv uses. */
const char *role_name(enum role role);
const char *promise_name(enum promise promise);

/*
 * Opens the raw.csv at `path`.  Returns 0 and the open file in `ret_raw`,
 * or a negative errno with the reason in `why`.
 */
int raw_csv_open(
    const char *path, struct raw_csv **ret_raw, struct reason *why);

/*
 * Reads the next slice.  Returns 1 with it in `ret_slice`, where its fields
 * hold until the next call; 0 at the end of the file; or a negative errno with
 * the reason in `why`.
 */
int raw_csv_next(
    struct raw_csv *in, struct raw_slice *ret_slice, struct reason *why);

/*
 * Says in `why` that `column` of the slice last read is not what was
 * `expected`.  Returns -EINVAL.
 */
int raw_csv_fail(const struct raw_csv *in, enum slice_column column,
    struct reason *why, const char *expected, ...)
    __attribute__((format(printf, 4, 5)));

/* Return the path of the file and the number of the line last read. */
const char *raw_csv_path(const struct raw_csv *in);
unsigned long raw_csv_line(const struct raw_csv *in);

/*
 * Returns whether the compressed file ended too early; this is known once
 * raw_csv_next() has returned 0.
 */
bool raw_csv_is_cut(const struct raw_csv *in);

/* Closes `in`, which may be NULL. */
void raw_csv_close(struct raw_csv *in);

#endif
