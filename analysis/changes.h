/* SPDX-License-Identifier: BSD-2-Clause */
/* changes: one audit against another, exactly. */
#ifndef ANALYSIS_CHANGES_H
#define ANALYSIS_CHANGES_H

#include "analysis/audit.h"
#include "analysis/failure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CHANGE_VALUE_BYTES 24

/* A count of `line`, or its fast path, that is not as in the old audit. */
struct change {
	const struct audit_line *line;
	const char *what;
	char before[CHANGE_VALUE_BYTES];
	char after[CHANGE_VALUE_BYTES];
	bool is_worse;
};

/* `n_worse` of the `n_lines` compared have something more. */
struct changes {
	struct change *list;
	size_t n;
	size_t n_lines;
	size_t n_worse;
};

/*
 * Returns whether both audits are of the same architecture and compiler; else
 * tells `warnings`.
 */
bool changes_are_possible(
    const struct audit *before, const struct audit *after, FILE *warnings);

/*
 * Compares each line of `after`, which must outlive the changes, with the same
 * line of `before`, and tells `warnings` what only one of them has.  Returns 0
 * with what differs in `ret_changes`, or -ENOMEM with `why`.
 */
int changes_find(const struct audit *before, const struct audit *after,
    FILE *warnings, struct changes *ret_changes, struct failure *why);

/* Frees the list. */
void changes_fini(struct changes *changes);

#endif
