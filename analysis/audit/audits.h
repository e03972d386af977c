/* SPDX-License-Identifier: BSD-2-Clause */
/* audits: the audit.csv that a report's folder may have. */
#ifndef ANALYSIS_AUDIT_AUDITS_H
#define ANALYSIS_AUDIT_AUDITS_H

#include "analysis/audit/changes.h"

/* What slowpath-audit leaves where it could not count. */
#define AUDITS_UNCOUNTED_NAME "uncounted.txt"

#define AUDITS_REASON_BYTES 200

enum audits_state {
	AUDITS_NONE,      /* neither folder has one */
	AUDITS_ONE,       /* only one has */
	AUDITS_UNLIKE,    /* of other architectures or compilers */
	AUDITS_UNCOUNTED, /* one could not be made; `uncounted` says why */
	AUDITS_COMPARED,  /* exactly: what differs is in `changes` */
};

/* The audits of two folders; they are there, and so is what they hold. */
struct audits {
	enum audits_state state;
	bool is_partial; /* something of the old one was not compared */
	char uncounted[AUDITS_REASON_BYTES];
	struct audit before;
	struct audit after;
	struct changes changes;
};

/*
 * Reads the audit of a report, a folder or a file in it.  Returns 0 with
 * `ret_audit`, or a negative errno with the reason in `why`.
 */
int audits_read(
    const char *report, struct audit *ret_audit, struct reason *why);

/* Returns whether the report at `path` has an audit and no raw.csv. */
bool audits_are_alone(const char *path);

/*
 * Compares the audits of two reports, each a folder or a file in it, exactly,
 * where both have one, and tells `warnings` why not.  Returns 0 with
 * `ret_audits`, or a negative errno with the reason in `why`.
 */
int audits_compare(const char *before, const char *after, FILE *warnings,
    struct audits *ret_audits, struct reason *why);

/*
 * The same for the two sides of the report in `folder`: what was changed, in
 * audit/work, and what it is measured against, in audit/base.  Where there are
 * none, what the report itself could not count is told.
 */
int audits_of_sides(const char *folder, FILE *warnings,
    struct audits *ret_audits, struct reason *why);

/* Frees what `audits` holds. */
void audits_fini(struct audits *audits);

#endif
