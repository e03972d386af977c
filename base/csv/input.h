/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * input: a text file, read line by line through one buffer of fixed size; the
 * door to zlib.
 *
 * Gzip is read by its bytes, whatever the file's name.  A byte order mark of
 * UTF-8 is skipped.
 */
#ifndef BASE_CSV_INPUT_H
#define BASE_CSV_INPUT_H

#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

/* The longest line that can be read, its newline included. */
#define LINES_BYTES (256 * 1024)

/*
 * What is taken at the end of a file: a last line without a newline, and a
 * compressed stream that ends too early.
 */
enum lines_end {
	LINES_RECORDED, /* neither: the file was cut off */
	LINES_EDITED,   /* the line is whole: some editors end no last line */
	LINES_STREAMED, /* the stream is read to its last whole line */
};

struct lines;

/*
 * Opens the file at `path`.  Returns 0 and the open file in `ret_lines`, or a
 * negative errno with the reason in `why`.
 */
int lines_open(const char *path, enum lines_end end_rule,
    struct lines **ret_lines, struct reason *why);

/*
 * Reads the next line.  Returns 1 with the line and its length, newline
 * included, in `ret_line` and `ret_len`; both hold until the next call.
 * Returns 0 at the end of the file, or a negative errno with the reason in
 * `why`: the file cannot be read, a line is too long, the last is cut off.
 */
int lines_next(struct lines *l, const char **ret_line, size_t *ret_len,
    struct reason *why);

/*
 * Returns whether the compressed stream ended too early; what was left of the
 * last line was then not handed out.  Known when lines_next() has returned 0.
 */
bool lines_are_cut(const struct lines *l);

/* Returns the path the file was opened by. */
const char *lines_path(const struct lines *l);

/* Returns the number of the line last read; the first is 1. */
unsigned long lines_number(const struct lines *l);

/* Closes `l`, which may be NULL. */
void lines_close(struct lines *l);

#endif
