/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output: lines of fields, on their way to a CSV file or elsewhere.
 *
 * A file appears whole or not at all: it is written under another name in its
 * folder and renamed when it is complete and on the disk; until then what was
 * there stays.
 */
#ifndef ANALYSIS_FORMAT_OUTPUT_H
#define ANALYSIS_FORMAT_OUTPUT_H

#include "base/formats/formats.h"
#include "base/reason.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Takes the field called `name`: a text, or `number` where `text` is NULL.
 * Where `name` is NULL the line ends.
 */
typedef void output_take(
    void *to, const char *name, const char *text, double number);

struct output {
	FILE *file;
	char *path;
	char *partial_path;
	const struct file_format *format; /* NULL: lines without names */
	output_take *take;
	void *to;
	size_t n_fields; /* of the line so far */
};

/*
 * Begins the file `name` in `folder`.  Returns 0 and the file in `ret_output`,
 * to be given to output_close(); or a negative errno with the reason in `why`.
 */
int output_open(const char *folder, const char *name, struct output *ret_output,
    struct reason *why);

/* Returns CSV to `file`, which stays the caller's, as are its errors. */
struct output output_on(FILE *file);

/* Returns what gives each field to `take`, with `to`. */
struct output output_into(output_take *take, void *to);

/* Names the fields of all lines that follow; a CSV file begins so. */
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

/*
 * Ends the file, and gives it its name.  Returns 0, or a negative errno with
 * the reason in `why` if something could not be written: nothing is left then.
 */
int output_close(struct output *o, struct reason *why);

#endif
