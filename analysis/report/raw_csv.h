/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * raw_csv: reads raw.csv slice by slice.
 *
 * What takes several lines to check, row.c and raw_rows.c check.
 */
#ifndef ANALYSIS_REPORT_RAW_CSV_H
#define ANALYSIS_REPORT_RAW_CSV_H

#include "base/csv/reader.h"
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

/* How many of a case's operations take the slow path. */
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

/* The end of a message about lines that do not follow one another. */
#define RAW_CSV_OUT_OF_ORDER \
	"out of order, as in a sorted file: take it as the run wrote it"

/* Return the words that raw.csv uses. */
const char *role_name(enum role role);
const char *promise_name(enum promise promise);

/*
 * Opens the raw.csv at `path`.  Returns 0 and the open reader in `ret_in`, or a
 * negative errno with the reason in `why`.
 */
int raw_csv_open(
    const char *path, struct csv_reader **ret_in, struct reason *why);

/*
 * Reads the next slice and checks what can be seen in its line alone.  Returns
 * 1 with the slice in `ret_slice`, where its fields hold until the next call; 0
 * at the end of the file; or a negative errno with the reason in `why`.
 */
int raw_csv_next(
    struct csv_reader *in, struct raw_slice *ret_slice, struct reason *why);

#endif
