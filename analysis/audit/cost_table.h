/* SPDX-License-Identifier: BSD-2-Clause */
/* cost_table: what each check costs, for people. */
#ifndef ANALYSIS_AUDIT_COST_TABLE_H
#define ANALYSIS_AUDIT_COST_TABLE_H

#include "analysis/audit/audit_csv.h"

#include <stdio.h>

/*
 * Prints a line for each lock, check and place of `audit`: the differences to
 * the lock without a check, from the least to the most over operations and
 * states.  Errors are left in `out` for the caller to find.
 */
void cost_table_print(FILE *out, const struct audit *audit);

#endif
