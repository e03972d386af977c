/* SPDX-License-Identifier: BSD-2-Clause */
/* separator: what stands between fields that no comma separates. */
#ifndef BASE_CSV_SEPARATOR_H
#define BASE_CSV_SEPARATOR_H

#include "base/reason.h"

#include <stddef.h>

/* A line of a file, with what names it. */
struct separator_line {
	const char *path;
	unsigned long number;
	const char *text;
	size_t len;
};

/* Returns where field `field` of a CSV line begins; the first byte is 1. */
size_t separator_begin(const char *line, size_t len, size_t field);

/*
 * Checks that no other sign than a comma separates the line into at least
 * `n_fields` fields.  Returns 0, or -EINVAL with the sign and its place in
 * `why`.
 */
int separator_check(
    const struct separator_line *line, size_t n_fields, struct reason *why);

#endif
