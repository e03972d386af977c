/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * audit_diff: an audit compared with an older one, count by count.
 *
 * Each of these is worse: a count that grew, a fast path that was the same and
 * now differs, the branch of a check that fell through and now jumps, and an
 * operation that returned and now waits.  More bytes of code are reported but
 * are not worse: the counts have what is executed of them, and the rest may be
 * padding.
 */
#ifndef ANALYSIS_AUDIT_AUDIT_DIFF_H
#define ANALYSIS_AUDIT_AUDIT_DIFF_H

#include "analysis/audit/audit_csv.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define AUDIT_CHANGE_BYTES 24

/* What differs in `line` from the old audit. */
struct audit_change {
	const struct audit_line *line;
	const char *what;
	const char *word; /* how it changed: "REGRESSION", "fewer" */
	char before[AUDIT_CHANGE_BYTES];
	char after[AUDIT_CHANGE_BYTES];
	bool is_number; /* old and new value are numbers */
	bool is_worse;
};

/* `n_lines` lines were compared; `n_worse` of them are worse in something. */
struct audit_diff {
	struct audit_change *list;
	size_t n;
	size_t n_lines;
	size_t n_worse;
};

/*
 * Returns whether both audits are of one architecture, compiler and set of
 * flags.  If they are not, prints the reason to `warnings`.
 */
bool audit_diff_is_possible(
    const struct audit *before, const struct audit *after, FILE *warnings);

/*
 * Compares each line of `before` with the same line of `after`.  Prints to
 * `warnings` what could not be compared.  `after` must outlive the diff.
 * Returns 0 with the diff in `ret_diff`, or -ENOMEM with the reason in `why`.
 */
int audit_diff_make(const struct audit *before, const struct audit *after,
    FILE *warnings, struct audit_diff *ret_diff, struct reason *why);

/* Prints each change to `out`, and how many lines were compared. */
void audit_diff_print(FILE *out, const struct audit_diff *diff);

/* Frees the list. */
void audit_diff_fini(struct audit_diff *diff);

#endif
