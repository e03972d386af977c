/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * judged: what judge and compare found out, for whoever prints it.
 *
 * `gate` is the path of the gate file, `status` the exit status.
 */
#ifndef ANALYSIS_FORMAT_JUDGED_H
#define ANALYSIS_FORMAT_JUDGED_H

#include "analysis/audit/audit_pair.h"
#include "analysis/verdict/compare.h"
#include "analysis/verdict/findings.h"

/* One report, judged; and its two sides' audits, where it has them. */
struct judged {
	const struct findings *findings;
	const struct audit_pair *audits;
	const char *gate;
	int status;
};

/* Two reports; no `comparisons` where a folder has an audit alone. */
struct compared {
	const struct comparisons *comparisons;
	const struct audit_pair *audits;
	const char *gate;
	int status;
};

/* Returns the verdict that an exit status of 0, 1, 3 or 4 stands for. */
enum verdict judged_verdict(int status);

/*
 * Returns whether something was not counted or not compared that should be, and
 * then the line to say so in `ret_gap`, which lives as long as `audits`.
 */
bool judged_audit_gap(const struct audit_pair *audits, struct gap *ret_gap);

/* Returns why not all of the old audit was compared, or NULL if it was. */
const char *judged_no_audit(const struct audit_pair *audits);

#endif
