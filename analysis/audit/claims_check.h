/* SPDX-License-Identifier: BSD-2-Clause */
/* claims_check: checks an audit against the claims. */
#ifndef ANALYSIS_AUDIT_CLAIMS_CHECK_H
#define ANALYSIS_AUDIT_CLAIMS_CHECK_H

#include "analysis/audit/audit_csv.h"
#include "analysis/audit/claims.h"

#include <stdio.h>

/*
 * How many lines have a claim of each kind, and how many are not as claimed.  A
 * line that is no claim and could not be counted is in `n_uncounted` alone.
 */
struct claims_result {
	size_t n_lines[N_CLAIM_KINDS];
	size_t n_uncounted;
	size_t n_broken;
};

/*
 * Checks `audit` against `claims`.  Prints to `out` the table of costs, the
 * exceptions, and each line that is not as claimed, with its disassembly.  Two
 * more count as not as claimed: a line of the audit without a claim, and a line
 * that a claim names and the audit lacks.
 */
struct claims_result claims_check_print(
    FILE *out, const struct audit *audit, const struct claims *claims);

/*
 * Prints to `out` each line that a claim names and `audit` lacks.  Claims for
 * another architecture or compiler are left out.  A claim names each
 * combination of the alternatives in its patterns, such as @(a|b).  Returns the
 * number of lines that are missing.
 */
size_t claims_check_print_missing(
    FILE *out, const struct audit *audit, const struct claims *claims);

#endif
