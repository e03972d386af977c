/* SPDX-License-Identifier: BSD-2-Clause */
/* audit_pair: the audit.csv that a report's folder may have. */
#ifndef ANALYSIS_AUDIT_AUDIT_PAIR_H
#define ANALYSIS_AUDIT_AUDIT_PAIR_H

#include "analysis/audit/audit_diff.h"

/* What slowpath-audit leaves where it could not count. */
#define AUDIT_UNCOUNTED_FILE "uncounted.txt"

#define AUDIT_PAIR_REASON_BYTES 200

enum audit_pair_state {
	AUDIT_PAIR_NONE,      /* neither folder has one */
	AUDIT_PAIR_ONE,       /* only one has */
	AUDIT_PAIR_UNLIKE,    /* of other architectures or compilers */
	AUDIT_PAIR_UNCOUNTED, /* one could not be made; `uncounted` says why */
	AUDIT_PAIR_COMPARED,  /* exactly: what differs is in `diff` */
};

/* The audits of two folders; they are there, and so is what they hold. */
struct audit_pair {
	enum audit_pair_state state;
	bool is_partial; /* something of the old one was not compared */
	char uncounted[AUDIT_PAIR_REASON_BYTES];
	struct audit before;
	struct audit after;
	struct audit_diff diff;
};

/*
 * Reads the audit of a report, a folder or a file in it.  Returns 0 with
 * `ret_audit`, or a negative errno with the reason in `why`.
 */
int audit_read_report(
    const char *report, struct audit *ret_audit, struct reason *why);

/* Returns whether the report at `path` has an audit and no raw.csv. */
bool audit_is_alone(const char *path);

/*
 * Compares the audits of two reports, each a folder or a file in it, exactly,
 * where both have one, and tells `warnings` why not.  Returns 0 with
 * `ret_pair`, or a negative errno with the reason in `why`.
 */
int audit_pair_compare(const char *before, const char *after, FILE *warnings,
    struct audit_pair *ret_pair, struct reason *why);

/*
 * The same for the two sides of the report in `folder`: what was changed, in
 * audit/work, and what it is measured against, in audit/base.  Where there are
 * none, what the report itself could not count is told.
 */
int audit_pair_compare_sides(const char *folder, FILE *warnings,
    struct audit_pair *ret_pair, struct reason *why);

/* Frees what `pair` holds. */
void audit_pair_fini(struct audit_pair *pair);

#endif
