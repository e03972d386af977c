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

/*
 * The longest line that can be read, its newline included.  Fuzzers are built
 * with a shorter limit: they run faster, and reach the end of the buffer.
 */
#ifndef CSV_LINE_BYTES
#define CSV_LINE_BYTES (256 * 1024)
#endif

/*
 * What is taken at the end of a file: a last line without a newline, and a
 * compressed stream that ends too early.
 */
enum csv_end {
	CSV_RECORDED, /* neither: the file was cut off */
	CSV_EDITED,   /* the line is whole: some editors end no last line */
	CSV_STREAMED, /* the stream is read to its last whole line */
};

struct csv_input;

/*
 * Opens the file at `path`.  Returns 0 and the open file in `ret_input`, or a
 * negative errno with the reason in `why`.
 */
int csv_input_open(const char *path, enum csv_end end_rule,
    struct csv_input **ret_input, struct reason *why);

/*
 * Reads the next line.  Returns 1 with the line and its length, newline
 * included, in `ret_line` and `ret_len`; both hold until the next call.
 * Returns 0 at the end of the file, or a negative errno with the reason in
 * `why`: the file cannot be read, a line is too long, the last is cut off.
 */
int csv_input_next(struct csv_input *in, const char **ret_line, size_t *ret_len,
    struct reason *why);

/*
 * Returns whether the compressed stream ended too early.  What was left of the
 * last line was then not handed out.  It is known when csv_input_next() has
 * returned 0.
 */
bool csv_input_is_cut(const struct csv_input *in);

/* Returns the path the file was opened by. */
const char *csv_input_path(const struct csv_input *in);

/* Returns the number of the line last read; the first is 1. */
unsigned long csv_input_line(const struct csv_input *in);

/* Closes `in`, which may be NULL. */
void csv_input_close(struct csv_input *in);

#endif
