/* SPDX-License-Identifier: BSD-2-Clause */
/* outcome: see outcome.h. */
#include "analysis/outcome.h"

enum verdict
outcome_verdict(int status)
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

const char *
outcome_no_audit(const struct audits *audits)
{
	static const char *const REASONS[] = {
		[AUDITS_NONE] = "there are no audits",
		[AUDITS_ONE] = "there is only one audit",
		[AUDITS_UNLIKE] = "the audits are of other architectures or "
		                  "compilers",
		[AUDITS_COMPARED] = NULL,
	};

	if (audits->state == AUDITS_COMPARED && audits->is_partial)
		return "something of the old report could not be compared";
	return REASONS[audits->state];
}
