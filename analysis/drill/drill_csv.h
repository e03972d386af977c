/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * drill_csv: the reader of drill.csv, panic by panic.
 *
 * It checks each line for contradictions within that line.
 */
#ifndef ANALYSIS_DRILL_DRILL_CSV_H
#define ANALYSIS_DRILL_DRILL_CSV_H

#include "analysis/drill/panic.h"

/* Return the words that drill.csv uses. */
const char *mode_name(enum mode mode);
const char *moment_name(enum moment moment);
const char *sync_name(enum sync sync);
const char *outcome_name(enum outcome outcome);
const char *block_file_name(enum block_file state);

/*
 * Takes a panic that was read from `reader`.  The fields of the panic hold
 * until the call returns.  Returns 0 to go on, or a negative errno with the
 * reason in `why`.
 */
typedef int drill_csv_take(void *data, const struct csv_reader *reader,
    const struct panic *panic, struct reason *why);

/*
 * Passes each panic of the drill.csv at `path` to `take`, with `data`, up to
 * the first error.  A file without a panic is an error.  Returns 0, or a
 * negative errno with the reason in `why`.
 */
int drill_csv_for_each(
    const char *path, drill_csv_take *take, void *data, struct reason *why);

#endif
