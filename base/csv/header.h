/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * header: the names in a CSV file's first line, and the columns they are; and
 * what separates the fields of a line that has no commas.
 */
#ifndef BASE_CSV_HEADER_H
#define BASE_CSV_HEADER_H

#include "base/csv/field.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A line of a file, with what names it. */
struct csv_line {
	const char *path;
	unsigned long number;
	const char *text;
	size_t len;
};

/* Returns where field `field` of a CSV line begins; the first byte is 1. */
size_t csv_line_field_begin(const char *line, size_t len, size_t field);

/*
 * Checks that no other sign than a comma separates the line into at least
 * `n_fields` fields.  Returns 0, or -EINVAL with the sign and its place in
 * `why`.
 */
int csv_line_check_separator(
    const struct csv_line *line, size_t n_fields, struct reason *why);

/* The column of a place that was not asked for. */
#define CSV_NO_COLUMN SIZE_MAX

struct csv_place {
	char *name;
	size_t column; /* among those asked for */
};

/* Starts as { 0 }. */
struct csv_header {
	struct csv_place *places;
	size_t n_places;
	bool has_old_names; /* of columns that were asked for */
};

/*
 * Adds a place with the `len` bytes at `name`, which may be NULL if `len` is
 * 0.  Returns 0, or -ENOMEM.
 */
int csv_header_add(struct csv_header *h, const char *name, size_t len);

/*
 * Gives each place its column of the `n_columns` `columns`, by its name or by
 * its old one, as csv_format says; `line` is what the header was read from.
 * Returns 0, or -EINVAL with the reason in `why`: a column is there twice, be
 * it by its old name, or is missing and not optional; or it is no header.
 */
int csv_header_match(struct csv_header *h, const struct csv_column *columns,
    size_t n_columns, const char *const *old_names, const struct csv_line *line,
    struct reason *why);

/* Frees what `h` holds. */
void csv_header_fini(struct csv_header *h);

#endif
