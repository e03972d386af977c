/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * claims_rewrite: a claims file with its costs written anew from an audit.
 *
 * What is claimed, excepted or of the base stays.  Each line of the audit that
 * no such line is for becomes a cost with its true figures.  Lines with the
 * same figures are one, where that names no other line.
 */
#ifndef ANALYSIS_AUDIT_CLAIMS_REWRITE_H
#define ANALYSIS_AUDIT_CLAIMS_REWRITE_H

#include "analysis/audit/claims.h"

#include <stdio.h>

/*
 * Prints the claims file `claims` was read from, with the costs of `audit`
 * instead of its own, to `out`, whose errors are left in it.  Returns 0, or a
 * negative errno with the reason in `why`: the file can no longer be read, or
 * no memory.
 */
int claims_rewrite_print(FILE *out, const struct claims *claims,
    const struct audit *audit, struct reason *why);

#endif
