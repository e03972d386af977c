/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * claims_rewrite: writes the costs of a claims file anew, from an audit.
 *
 * Claims, exceptions and lines of the base stay.  Each line of the audit that
 * none of them is for becomes a cost with its true figures.  Lines with the
 * same figures become one cost, if that cost is for no other line.
 */
#ifndef ANALYSIS_AUDIT_CLAIMS_REWRITE_H
#define ANALYSIS_AUDIT_CLAIMS_REWRITE_H

#include "analysis/audit/claims.h"

#include <stdio.h>

/*
 * Prints to `out` the claims file that `claims` was read from, with the costs
 * of `audit` instead of its own.  Errors of `out` are left for the caller to
 * find.  Returns 0, or a negative errno with the reason in `why` if the file
 * can no longer be read or memory ran out.
 */
int claims_rewrite_print(FILE *out, const struct claims *claims,
    const struct audit *audit, struct reason *why);

#endif
