/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lines: a text file, read line by line through one buffer of fixed size.
 *
 * Every line must end in a newline: a file that does not was cut off while it
 * was written, and what its last line says cannot be trusted.
 */
#ifndef ANALYSIS_LINES_H
#define ANALYSIS_LINES_H

#include "analysis/failure.h"

#include <stddef.h>

/* The longest line that can be read, its newline included. */
#define LINES_BYTES (256 * 1024)

struct lines;

/*
 * Opens the file at `path`.  Returns 0 and the open file in `ret_lines`, or a
 * negative errno with the reason in `why`.
 */
int lines_open(const char *path, struct lines **ret_lines, struct failure *why);

/*
 * Reads the next line.  Returns 1 with the line and its length, newline
 * included, in `ret_line` and `ret_len`; both hold until the next call.
 * Returns 0 at the end of the file, or a negative errno with the reason in
 * `why`: the file cannot be read, a line is too long, the last is cut off.
 */
int lines_next(struct lines *l, const char **ret_line, size_t *ret_len,
    struct failure *why);

/* Returns the path the file was opened by. */
const char *lines_path(const struct lines *l);

/* Returns the number of the line last read; the first is 1. */
unsigned long lines_number(const struct lines *l);

/* Closes `l`, which may be NULL. */
void lines_close(struct lines *l);

#endif
