/* SPDX-License-Identifier: BSD-2-Clause */
/* judged: see judged.h. */
#include "analysis/format/judged.h"

enum verdict
judged_verdict(int status)
{
	switch (status) {
	case 0:
		return VERDICT_PASS;
	case 1:
		return VERDICT_REGRESSION;
	case 4:
		return VERDICT_UNFIT;
	default:
		return VERDICT_INCONCLUSIVE;
	}
}

bool
judged_audit_gap(const struct audit_pair *audits, struct gap *ret_gap)
{
	const bool is_uncounted = audits->state == AUDIT_PAIR_UNCOUNTED;

	if (!is_uncounted && !audits->is_partial)
		return false;
	*ret_gap = (struct gap){
		.row = GAPS_AUDIT,
		.arm = "",
		.opinion = verdict_because(
		    is_uncounted ? REASON_NOT_COUNTED : REASON_MISSING,
		    VERDICT_INCONCLUSIVE, "%s%s",
		    is_uncounted ? "not counted: " : "",
		    judged_no_audit(audits)),
	};
	return true;
}

const char *
judged_no_audit(const struct audit_pair *audits)
{
	static const char *const REASONS[] = {
		[AUDIT_PAIR_NONE] = "there are no audits",
		[AUDIT_PAIR_ONE] = "there is only one audit",
		[AUDIT_PAIR_UNLIKE] =
		    "the audits are of other architectures or "
		    "compilers",
		[AUDIT_PAIR_COMPARED] = NULL,
	};

	if (audits->state == AUDIT_PAIR_UNCOUNTED)
		return audits->uncounted;
	if (audits->state == AUDIT_PAIR_COMPARED && audits->is_partial)
		return "something of the old report could not be compared";
	return REASONS[audits->state];
}
