/* SPDX-License-Identifier: BSD-2-Clause */
/* claims_check: an audit judged by the claims. */
#ifndef ANALYSIS_AUDIT_CLAIMS_CHECK_H
#define ANALYSIS_AUDIT_CLAIMS_CHECK_H

#include "analysis/audit/audit_csv.h"
#include "analysis/audit/claims.h"

#include <stdio.h>

/*
 * Lines by the kind of their claim; `n_broken` are not as it says.  What costs
 * something and could not be counted here is not among these.
 */
struct claims_result {
	size_t n_lines[N_CLAIM_KINDS];
	size_t n_uncounted;
	size_t n_broken;
};

/*
 * Judges `audit` by `claims`, and prints to `out` a table of what each check
 * costs, the exceptions, and each line that is not as claimed, with its
 * disassembly.  A line that no claim is for is not as claimed, nor is a claim
 * that no line is for.
 */
struct claims_result claims_check_print(
    FILE *out, const struct audit *audit, const struct claims *claims);

/*
 * Prints to `out` what the claims for the architecture and the compiler of
 * `audit` name and no line of it is: of each claim, every combination of the
 * alternatives in its patterns, as @(a|b).  Returns how many.
 */
size_t claims_check_print_missing(
    FILE *out, const struct audit *audit, const struct claims *claims);

#endif
