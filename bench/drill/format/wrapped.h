/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints words of any origin in lines of at most WRAPPED_COLUMNS.  A byte that
 * is not printable ASCII is printed as \xNN, so that a terminal is safe from
 * it.
 */
#ifndef BENCH_DRILL_FORMAT_WRAPPED_H
#define BENCH_DRILL_FORMAT_WRAPPED_H

#include "bench/drill/format/dump.h"

#include <stddef.h>
#include <stdio.h>

#define WRAPPED_COLUMNS 100

/* A line that is being filled. */
struct wrapped {
	FILE *out;
	unsigned indent; /* of the lines after the first */
	unsigned column; /* where the next word goes */
};

/* A name, safe to print. */
struct wrapped_name {
	char text[4 * DUMP_NAME_BYTES];
};

/* Begins a line after indent spaces; the lines after it are indented alike. */
struct wrapped wrapped_begin(FILE *out, unsigned indent);

/*
 * Adds the words of the formatted text, which is cut at 511 bytes.  Begins a
 * new line before a word that does not fit.
 */
__attribute__((format(printf, 2, 3))) void wrapped_add(
    struct wrapped *lines, const char *format, ...);

/* Ends the line. */
void wrapped_end(struct wrapped *lines);

/*
 * Prints a text of n_bytes, which may have several lines, and ends the last
 * line.
 */
void wrapped_text(FILE *out, unsigned indent, const char *text, size_t n_bytes);

/*
 * Makes a name safe to print.  The name ends at a zero byte or with its array.
 */
struct wrapped_name wrapped_name(const char name[DUMP_NAME_BYTES]);

#endif /* BENCH_DRILL_FORMAT_WRAPPED_H */
