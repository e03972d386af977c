/* SPDX-License-Identifier: BSD-2-Clause */
/* ruling: an audit judged by the claims, or against another audit. */
#ifndef ANALYSIS_RULING_H
#define ANALYSIS_RULING_H

#include "analysis/audit.h"
#include "analysis/claims.h"

#include <stdbool.h>
#include <stdio.h>

/* Lines by the kind of their claim; `n_broken` are not as it says. */
struct ruling {
	size_t n_lines[N_CLAIM_KINDS];
	size_t n_broken;
};

/*
 * Judges `audit` by `claims`, and prints to `out` a table of what each check
 * costs, the exceptions, and each line that is not as claimed, with its
 * disassembly.  A line that no claim is for is not as claimed.
 */
struct ruling ruling_print(
    FILE *out, const struct audit *audit, const struct claims *claims);

/*
 * Compares two audits exactly, and prints to `out` each line of `after` that
 * executes more than the same line of `before`, or fewer.  Says what only one
 * of them has in `warnings`.  Returns the number of lines with more; 0 if their
 * compilers or architectures differ, which `warnings` is told.
 */
size_t ruling_compare(FILE *out, const struct audit *before,
    const struct audit *after, FILE *warnings);

#endif
