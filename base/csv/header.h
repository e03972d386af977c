/* SPDX-License-Identifier: BSD-2-Clause */
/* header: the names in a CSV file's first line, and the columns they are. */
#ifndef BASE_CSV_HEADER_H
#define BASE_CSV_HEADER_H

#include "base/csv/field.h"
#include "base/csv/separator.h"

#include <stddef.h>
#include <stdint.h>

/* The column of a place that nobody asked for. */
#define HEADER_NO_COLUMN SIZE_MAX

struct place {
	char *name;
	size_t column; /* among those asked for */
};

/* Starts as { 0 }. */
struct header {
	struct place *places;
	size_t n_places;
};

/*
 * Adds a place with the `len` bytes at `name`, which may be NULL if `len` is
 * 0.  Returns 0, or -ENOMEM.
 */
int header_add(struct header *h, const char *name, size_t len);

/*
 * Gives each place its column of the `n_columns` `columns`; `line` is what the
 * header was read from.  Returns 0, or -EINVAL with the reason in `why`: a name
 * is there twice, a column that is not optional is missing, it is no header.
 */
int header_match(struct header *h, const struct cell_column *columns,
    size_t n_columns, const struct separator_line *line, struct reason *why);

/* Frees what `h` holds. */
void header_fini(struct header *h);

#endif
