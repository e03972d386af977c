/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * judged: the results of judge and compare, for the formats.
 *
 * `gate` is the path of the gate file, `status` the exit status.
 */
#ifndef ANALYSIS_FORMAT_JUDGED_H
#define ANALYSIS_FORMAT_JUDGED_H

#include "analysis/audit/audit_pair.h"
#include "analysis/verdict/compare.h"
#include "analysis/verdict/findings.h"

/* The result of judge; `audits` are those of the two sides of the report. */
struct judged {
	const struct findings *findings;
	const struct audit_pair *audits;
	const char *gate;
	int status;
};

/*
 * The result of compare.  `comparisons` is NULL if a report has an audit but no
 * times.
 */
struct compared {
	const struct comparisons *comparisons;
	const struct audit_pair *audits;
	const char *gate;
	int status;
};

/* Returns the verdict of an exit status, which is 0, 1, 3 or 4. */
enum verdict judged_verdict(int status);

/*
 * Returns whether an audit that should be there was not counted or not
 * compared.  `ret_gap` then has the reason, and lives as long as `audits`.
 */
bool judged_audit_gap(const struct audit_pair *audits, struct gap *ret_gap);

/* Returns the reason why a part of the old audit was not compared, or NULL. */
const char *judged_no_audit(const struct audit_pair *audits);

#endif
