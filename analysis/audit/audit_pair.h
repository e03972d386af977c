/* SPDX-License-Identifier: BSD-2-Clause */
/* audit_pair: the audits of two reports, and how they differ. */
#ifndef ANALYSIS_AUDIT_AUDIT_PAIR_H
#define ANALYSIS_AUDIT_AUDIT_PAIR_H

#include "analysis/audit/audit_diff.h"

/*
 * The file that slowpath-audit writes instead of audit.csv if it could not
 * count.
 */
#define AUDIT_UNCOUNTED_FILE "uncounted.txt"

#define AUDIT_PAIR_REASON_BYTES 200

enum audit_pair_state {
	AUDIT_PAIR_NONE,   /* neither folder has one */
	AUDIT_PAIR_ONE,    /* only one has */
	AUDIT_PAIR_UNLIKE, /* their architectures, compilers or flags differ */
	AUDIT_PAIR_UNCOUNTED, /* one could not be made: see `uncounted` */
	AUDIT_PAIR_COMPARED,  /* both are compared: see `diff` */
};

/*
 * The audits of two reports.  `diff` is made only if the state is
 * AUDIT_PAIR_COMPARED.
 */
struct audit_pair {
	enum audit_pair_state state;
	bool is_partial; /* a part of the old audit was not compared */
	char uncounted[AUDIT_PAIR_REASON_BYTES];
	struct audit before;
	struct audit after;
	struct audit_diff diff;
};

/*
 * Reads the audit of a report, which is a folder or a file in it.  Returns 0
 * with the audit in `ret_audit`, or a negative errno with the reason in `why`.
 */
int audit_read_report(
    const char *report, struct audit *ret_audit, struct reason *why);

/* Returns whether the report at `path` has an audit and no raw.csv. */
bool audit_is_alone(const char *path);

/*
 * Compares the audits of two reports, each a folder or a file in it.  If they
 * cannot be compared, prints the reason to `warnings`.  Returns 0 with the pair
 * in `ret_pair`, or a negative errno with the reason in `why`.
 */
int audit_pair_compare(const char *before, const char *after, FILE *warnings,
    struct audit_pair *ret_pair, struct reason *why);

/*
 * Does the same with the two sides of the report in `folder`: audit/work, which
 * was changed, against audit/base.  If there are no sides, `ret_pair` says what
 * the report itself could not count.
 */
int audit_pair_compare_sides(const char *folder, FILE *warnings,
    struct audit_pair *ret_pair, struct reason *why);

/* Frees what `pair` holds. */
void audit_pair_fini(struct audit_pair *pair);

#endif
