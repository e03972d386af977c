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
outcome_no_audit(const struct compared *compared)
{
	static const char *const REASONS[] = {
		[AUDITS_NONE] = "neither report has an audit",
		[AUDITS_ONE] = "only one report has an audit",
		[AUDITS_UNLIKE] = "the audits are of other architectures or "
		                  "compilers",
		[AUDITS_COMPARED] = NULL,
	};

	return REASONS[compared->audits->state];
}
