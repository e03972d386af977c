/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * audit_diff: an audit against an older one, exactly.
 *
 * More of a count, a fast path that differs where it was the same, a check's
 * branch that jumps where it fell through, and an operation that waits where it
 * returned, are each worse.  More bytes of code are told and are not: what of
 * them is executed is in the counts, and what is not may be padding.
 */
#ifndef ANALYSIS_AUDIT_AUDIT_DIFF_H
#define ANALYSIS_AUDIT_AUDIT_DIFF_H

#include "analysis/audit/audit_csv.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define AUDIT_CHANGE_BYTES 24

/* What of `line` is not as in the old audit. */
struct audit_change {
	const struct audit_line *line;
	const char *what;
	const char *word; /* how it changed: "REGRESSION", "fewer" */
	char before[AUDIT_CHANGE_BYTES];
	char after[AUDIT_CHANGE_BYTES];
	bool is_number; /* both are */
	bool is_worse;
};

/* `n_worse` of the `n_lines` compared have something that is worse. */
struct audit_diff {
	struct audit_change *list;
	size_t n;
	size_t n_lines;
	size_t n_worse;
};

/*
 * Returns whether both audits are of the same architecture, compiler and flags;
 * else tells `warnings`.
 */
bool audit_diff_is_possible(
    const struct audit *before, const struct audit *after, FILE *warnings);

/*
 * Compares each line of `before` with the same line of `after`, which must
 * outlive the diff, and tells `warnings` what could not be compared.
 * Returns 0 with what differs in `ret_diff`, or -ENOMEM with `why`.
 */
int audit_diff_make(const struct audit *before, const struct audit *after,
    FILE *warnings, struct audit_diff *ret_diff, struct reason *why);

/* Prints to `out` what a new audit has otherwise than an old one. */
void audit_diff_print(FILE *out, const struct audit_diff *diff);

/* Frees the list. */
void audit_diff_fini(struct audit_diff *diff);

#endif
