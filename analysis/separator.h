/* SPDX-License-Identifier: BSD-2-Clause */
/* separator: what stands between fields that no comma separates. */
#ifndef ANALYSIS_SEPARATOR_H
#define ANALYSIS_SEPARATOR_H

#include <stddef.h>

/*
 * Returns the name, in the plural, of a sign that separates the line into at
 * least `n_fields` fields, and the place of the first of them, counted from 1,
 * in `ret_at`; NULL if there is none.
 */
const char *separator_find(
    const char *line, size_t len, size_t n_fields, size_t *ret_at);

#endif
