/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * changes: an audit against an older one, exactly.
 *
 * More of a count, a fast path that differs where it was the same, a check's
 * branch that jumps where it fell through, and an operation that waits where it
 * returned, are each worse.  More bytes of code are told and are not: what of
 * them is executed is in the counts, and what is not may be padding.
 */
#ifndef ANALYSIS_AUDIT_CHANGES_H
#define ANALYSIS_AUDIT_CHANGES_H

#include "analysis/audit/audit.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CHANGE_VALUE_BYTES 24

/* What of `line` is not as in the old audit. */
struct change {
	const struct audit_line *line;
	const char *what;
	const char *word; /* how it changed: "REGRESSION", "fewer" */
	char before[CHANGE_VALUE_BYTES];
	char after[CHANGE_VALUE_BYTES];
	bool is_number; /* both are */
	bool is_worse;
};

/* `n_worse` of the `n_lines` compared have something that is worse. */
struct changes {
	struct change *list;
	size_t n;
	size_t n_lines;
	size_t n_worse;
};

/*
 * Returns whether both audits are of the same architecture, compiler and flags;
 * else tells `warnings`.
 */
bool changes_are_possible(
    const struct audit *before, const struct audit *after, FILE *warnings);

/*
 * Compares each line of `before` with the same line of `after`, which must
 * outlive the changes, and tells `warnings` what could not be compared.
 * Returns 0 with what differs in `ret_changes`, or -ENOMEM with `why`.
 */
int changes_find(const struct audit *before, const struct audit *after,
    FILE *warnings, struct changes *ret_changes, struct reason *why);

/* Prints to `out` what a new audit has otherwise than an old one. */
void changes_print(FILE *out, const struct changes *changes);

/* Frees the list. */
void changes_fini(struct changes *changes);

#endif
