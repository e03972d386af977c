/* SPDX-License-Identifier: BSD-2-Clause */
/* drill_lines: drill.csv files made line by line. */
#ifndef TESTS_ANALYSIS_DRILL_DRILL_LINES_H
#define TESTS_ANALYSIS_DRILL_DRILL_LINES_H

#include <stdio.h>

#include "analysis/drill/drill.h"
#include "base/formats/formats.h"

#define DRILL_LINES_N_COLUMNS N_DRILL_CSV

/*
 * What a line says, indexed by enum panic_column; what is NULL is that of a
 * panic with the mode on that did as promised.
 */
struct drill_line {
	const char *fields[DRILL_LINES_N_COLUMNS];
};

/* One with the mode off that did well: for a line of its kind, copy it. */
extern const struct drill_line DRILL_LINES_OFF;

/* Add the header, and a line that says `line`, to `file`. */
void drill_lines_begin(FILE *file);
void drill_lines_add(FILE *file, const struct drill_line *line);

/*
 * Writes the file `name` in `folder` with `n` `lines`.  Returns its path, as
 * scratch_path() does.
 */
const char *drill_lines_write(const char *folder, const char *name,
    const struct drill_line *lines, size_t n);

/* Writes the lines to drill.csv in `folder` and reads it, which must work. */
struct drill *drill_lines_read(
    const char *folder, const struct drill_line *lines, size_t n);

#endif
