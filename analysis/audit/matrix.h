/* SPDX-License-Identifier: BSD-2-Clause */
/* matrix: the claims, checked with several compilers. */
#ifndef ANALYSIS_AUDIT_MATRIX_H
#define ANALYSIS_AUDIT_MATRIX_H

#include "analysis/audit/audit_csv.h"
#include "analysis/audit/claims.h"

#include <stdio.h>

/*
 * Prints to `out` a table with a line for each lock and check that is claimed
 * to be free, and a column for each of the `n` audits.  An entry has the most
 * instructions and loads that the check adds, and how many lines are not as
 * claimed.  Those lines follow the table.  Returns their number.
 */
size_t matrix_print(FILE *out, const struct audit *audits, size_t n,
    const struct claims *claims);

#endif
