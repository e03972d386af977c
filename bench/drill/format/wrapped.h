/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines of at most WRAPPED_COLUMNS for a person, from words of any origin: what
 * is not printable ASCII goes out as \xNN, and so a terminal is safe of it.
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

/*
 * Begins a line at the left, after indent spaces, which those after it have
 * too.
 */
struct wrapped wrapped_begin(FILE *out, unsigned indent);

/*
 * Adds the words of the formatted text, which is cut at 511 bytes, and goes to
 * a new line before one that does not fit.
 */
__attribute__((format(printf, 2, 3))) void wrapped_add(
    struct wrapped *lines, const char *format, ...);

/* Ends the line. */
void wrapped_end(struct wrapped *lines);

/* Prints a text of n_bytes, which may have lines of its own, and ends it. */
void wrapped_text(FILE *out, unsigned indent, const char *text, size_t n_bytes);

/* Makes a name safe; it ends at a 0 or where it must. */
struct wrapped_name wrapped_name(const char name[DUMP_NAME_BYTES]);

#endif /* BENCH_DRILL_FORMAT_WRAPPED_H */
