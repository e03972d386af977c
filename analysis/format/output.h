/* SPDX-License-Identifier: BSD-2-Clause */
/* output: lines of named fields, on their way to a CSV file or elsewhere. */
#ifndef ANALYSIS_FORMAT_OUTPUT_H
#define ANALYSIS_FORMAT_OUTPUT_H

#include "base/csv/writer.h"
#include "base/formats/formats.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Takes the field called `name`: a text, or `number` where `text` is NULL.
 * Where `name` is NULL the line ends.
 */
typedef void output_take(
    void *to, const char *name, const char *text, double number);

struct output {
	struct csv_writer csv;
	const struct file_format *format;
	output_take *take; /* NULL: the fields are written as CSV */
	void *to;
	size_t n_fields; /* of the line so far, that were taken */
};

/*
 * Returns an output that writes CSV to `file`.  The file stays the caller's,
 * and its errors are left for the caller to find.
 */
struct output output_on(FILE *file);

/* Returns an output that passes each field to `take`, with `to`. */
struct output output_into(output_take *take, void *to);

/*
 * Names the fields of all lines that follow; in a CSV file, this is the header.
 */
void output_names(struct output *o, const struct file_format *format);

/*
 * Add a field: a text, quoted if it must be; a number, empty if not finite; a
 * log ratio, as per cent.
 */
void output_text(struct output *o, const char *text);
void output_number(struct output *o, double number);
void output_percent(struct output *o, double log_ratio);

/* Ends the line. */
void output_end_line(struct output *o);

/* A field by its name: a text, or a number where the text is NULL. */
struct output_field {
	const char *name;
	const char *text;
	double number;
};

struct output_fields {
	const struct output_field *list;
	size_t n;
};

/* Adds a line of the fields `own` and `all`; every other field is empty. */
void output_line(struct output *o, const struct output_fields *own,
    const struct output_fields *all);

#endif
