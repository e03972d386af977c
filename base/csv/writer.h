/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * writer: lines of CSV (RFC 4180), field by field, as every program here writes
 * them.
 *
 * A field is quoted where a reader would take it for something else: if it has
 * a comma, a quote or a line break, or a blank at an end.  A quote in it is
 * doubled.  A line break becomes a space, so that a line of the file is one
 * line of text.
 */
#ifndef BASE_CSV_WRITER_H
#define BASE_CSV_WRITER_H

#include "base/reason.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Its members are private.  Needs no fini after the end of a list. */
struct csv_writer {
	FILE *file;
	size_t n_fields; /* of the line so far */
	FILE *list;      /* the list being put together, or NULL */
	char *list_text;
	size_t list_bytes;
	const char *separator;
	size_t n_items; /* of the list so far */
	int error;      /* the first, negative */
};

/* Returns a writer to `file`, which stays the caller's. */
struct csv_writer csv_writer_on(FILE *file);

/*
 * Add a field to the line: a text; a count; a decimal number, so that it reads
 * back as the same double, and empty if it is not finite; `n` empty fields.
 */
void csv_put_text(struct csv_writer *w, const char *text);
void csv_put_count(struct csv_writer *w, uint64_t count);
void csv_put_decimal(struct csv_writer *w, double decimal);
void csv_put_empty(struct csv_writer *w, size_t n);

/*
 * Add a field that is a list of items, with `separator` between them, which
 * must outlive the list.  No other field may come between begin and end.
 */
void csv_begin_list(struct csv_writer *w, const char *separator);
void csv_put_item(struct csv_writer *w, const char *text);
void csv_put_item_count(struct csv_writer *w, uint64_t count);
void csv_end_list(struct csv_writer *w);

/* Ends the line. */
void csv_end_line(struct csv_writer *w);

/*
 * Flushes the file.  Returns 0, or a negative errno if something since the
 * writer's begin could not be written.
 */
int csv_writer_flush(struct csv_writer *w);

#endif /* BASE_CSV_WRITER_H */
