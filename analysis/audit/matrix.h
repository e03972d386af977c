/* SPDX-License-Identifier: BSD-2-Clause */
/* matrix: what is claimed, as several compilers make it. */
#ifndef ANALYSIS_AUDIT_MATRIX_H
#define ANALYSIS_AUDIT_MATRIX_H

#include "analysis/audit/audit_csv.h"
#include "analysis/audit/claims.h"

#include <stdio.h>

/*
 * Prints to `out` a table with a line for each lock and check of which
 * something is claimed and a column for each of the `n` `audits`: the
 * differences that claimed lines have at most, and how many are not as claimed;
 * then these lines. Returns how many.
 */
size_t matrix_print(FILE *out, const struct audit *audits, size_t n,
    const struct claims *claims);

#endif
