/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * claims: the claims file.  It says, before anything is counted, how much more
 * an operation may execute with a check than without.
 *
 * Columns: arch, compiler, lock, op, check, place, state (patterns as in
 * fnmatch(3), with @(a|b)); kind; fast_path (a pattern); branch (`falls` or
 * nothing); for each count the difference that is allowed: a number, `1..2`,
 * `..2`, or nothing for any; reason.  The first line that matches wins.
 * claims_rewrite.h writes the costs.
 */
#ifndef ANALYSIS_AUDIT_CLAIMS_H
#define ANALYSIS_AUDIT_CLAIMS_H

#include "analysis/audit/audit_csv.h"

enum claim_kind {
	CLAIM_CLAIM,     /* the check costs nothing but its one access */
	CLAIM_EXCEPTION, /* a line where the claim is known not to hold */
	CLAIM_COST, /* the price of a check that is not claimed to be free */
	CLAIM_BASE, /* the lock without a check, compared with itself */
	CLAIM_OPEN, /* nothing is claimed */
	N_CLAIM_KINDS
};

struct claim_range {
	int64_t least;
	int64_t most;
};

struct claim {
	char *patterns[AUDIT_STATE + 1];
	enum claim_kind kind;
	char *fast_path;
	bool must_fall;
	struct claim_range ranges[N_AUDIT_COUNTS];
	char *reason;
	unsigned long number; /* of the line in the file */
};

struct claims {
	struct claim *list;
	size_t n;
	char *path;
};

/*
 * Returns whether `text` matches `pattern`, a pattern of a claim or one of its
 * alternatives.
 */
bool claims_match(const char *pattern, const char *text);

/*
 * Reads the claims file at `path`.  Returns 0 and the claims in `ret_claims`,
 * or a negative errno with the reason in `why`.
 */
int claims_read(
    const char *path, struct claims *ret_claims, struct reason *why);

/* Returns whether `claim` is for `line`. */
bool claims_is_for(const struct claim *claim, const struct audit_line *line);

/* Returns the first claim for `line`, or NULL. */
const struct claim *claims_find(
    const struct claims *claims, const struct audit_line *line);

/*
 * Returns whether `line` is as `claim` says.  If it is not, the cause is in
 * `ret_cause`, cut to `size` bytes.
 */
bool claims_hold(const struct claim *claim, const struct audit_line *line,
    char *ret_cause, size_t size);

/* Frees what `claims` holds. */
void claims_fini(struct claims *claims);

#endif
