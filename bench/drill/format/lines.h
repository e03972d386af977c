/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines of at most LINES_COLUMNS for a person, from words of any origin: what
 * is not printable ASCII goes out as \xNN, and so a terminal is safe of it.
 */
#ifndef BENCH_DRILL_FORMAT_LINES_H
#define BENCH_DRILL_FORMAT_LINES_H

#include "bench/drill/format/dump.h"

#include <stddef.h>
#include <stdio.h>

#define LINES_COLUMNS 100

/* A line that is being filled. */
struct lines {
	FILE *out;
	unsigned indent; /* of the lines after the first */
	unsigned column; /* where the next word goes */
};

/* A name, safe to print. */
struct lines_name {
	char text[4 * DUMP_NAME_BYTES];
};

/*
 * Begins a line at the left, after indent spaces, which those after it have
 * too.
 */
struct lines lines_begin(FILE *out, unsigned indent);

/*
 * Adds the words of the formatted text, which is cut at 511 bytes, and goes to
 * a new line before one that does not fit.
 */
__attribute__((format(printf, 2, 3))) void lines_add(
    struct lines *lines, const char *format, ...);

/* Ends the line. */
void lines_end(struct lines *lines);

/* Prints a text of n_bytes, which may have lines of its own, and ends it. */
void lines_text(FILE *out, unsigned indent, const char *text, size_t n_bytes);

/* Makes a name safe; it ends at a 0 or where it must. */
struct lines_name lines_name(const char name[DUMP_NAME_BYTES]);

#endif /* BENCH_DRILL_FORMAT_LINES_H */
