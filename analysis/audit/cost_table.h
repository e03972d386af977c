/* SPDX-License-Identifier: BSD-2-Clause */
/* cost_table: the table of what each check costs. */
#ifndef ANALYSIS_AUDIT_COST_TABLE_H
#define ANALYSIS_AUDIT_COST_TABLE_H

#include "analysis/audit/audit_csv.h"

#include <stdio.h>

/*
 * Prints to `out` a line for each lock, check and place of `audit`: the least
 * and the most difference from the lock without a check, over operations and
 * states.  Errors are left in `out` for the caller to find.
 */
void cost_table_print(FILE *out, const struct audit *audit);

#endif
