/* SPDX-License-Identifier: BSD-2-Clause */
/* judge_pair: see judge.h. */
#include "analysis/verdict/judge_private.h"

static struct opinion
judge_pair_doubts(const struct pair_facts *facts)
{
	if (!facts->has_old_controls)
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "the old report's controls are missing or imprecise");
	if (!facts->has_new_controls)
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "the new report's controls are missing or imprecise");

	const struct opinion opinion = judge_offsets(
	    "the old report is measured", &facts->limits, &facts->old_offsets);
	if (opinion.verdict != VERDICT_NONE)
		return opinion;
	return judge_offsets(
	    "the new report is measured", &facts->limits, &facts->new_offsets);
}

struct opinion
judge_pair(const struct pair_facts *facts)
{
	const size_t least = facts->limits.least_units;
	const size_t n_units = facts->n_old_units < facts->n_new_units
	    ? facts->n_old_units
	    : facts->n_new_units;

	if (facts->old_verdict == VERDICT_UNFIT)
		return verdict_say(VERDICT_UNFIT, "the old report is unfit");
	if (facts->new_verdict == VERDICT_UNFIT)
		return verdict_say(VERDICT_UNFIT, "the new report is unfit");
	if (n_units < least)
		return verdict_because(REASON_INCOMPLETE, VERDICT_INCONCLUSIVE,
		    "%zu old and %zu new of at least %zu units",
		    facts->n_old_units, facts->n_new_units, least);

	const struct opinion regression =
	    judge_regression(&facts->limits, &facts->effect);
	if (regression.verdict != VERDICT_NONE)
		return regression;

	const struct opinion pass =
	    judge_pass(&facts->limits, &facts->effect.test);
	if (pass.verdict != VERDICT_PASS)
		return pass;

	const struct opinion doubt = judge_pair_doubts(facts);
	return doubt.verdict != VERDICT_NONE ? doubt : pass;
}
