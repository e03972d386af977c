/* SPDX-License-Identifier: BSD-2-Clause */
/* coverage: claims that no line of an audit is for: something is missing. */
#ifndef ANALYSIS_AUDIT_COVERAGE_H
#define ANALYSIS_AUDIT_COVERAGE_H

#include <stdio.h>

#include "analysis/audit/audit.h"
#include "analysis/audit/claims.h"

/*
 * Prints to `out` what the claims for the architecture and the compiler of
 * `audit` name and no line of it is: of each claim, every combination of the
 * alternatives in its patterns, as @(a|b).  Returns how many.
 */
size_t coverage_print(
    FILE *out, const struct audit *audit, const struct claims *claims);

#endif
