/* SPDX-License-Identifier: BSD-2-Clause */
/* outlook: see outlook.h. */
#include "analysis/outlook.h"

#include <math.h>

/* Beyond this many units "how many more" is no plan but a way to say never. */
#define MOST_UNITS 10000

/* Returns how many units move the bounds of `test` to within `distance`. */
static double
units_for(
    const struct stats_result *test, const struct facts *facts, double distance)
{
	const double half_width = effect_half_width(test);

	if (isinf(half_width))
		return (double)facts->limits.least_units;
	if (distance <= 0)
		return INFINITY;
	return stats_units_needed(
	    half_width, facts->n_units, facts->limits.alpha, distance);
}

double
outlook_more_units(const struct facts *facts, enum verdict verdict)
{
	const struct stats_result *test = &facts->effect.test;
	const double margin = facts->limits.margin;
	double needed = (double)facts->limits.least_units;

	if (verdict == VERDICT_PASS || verdict == VERDICT_REGRESSION)
		return 0;
	if (verdict != VERDICT_INCONCLUSIVE || !facts->null.is_there ||
	    !facts->planted.is_there)
		return NAN;

	needed =
	    fmax(needed, units_for(test, facts, fabs(margin - test->estimate)));
	if (!judge_controls_are_fine(facts)) {
		const struct stats_result *null = &facts->null.test;
		const struct stats_result *planted = &facts->planted.test;

		needed = fmax(needed,
		    units_for(null, facts, margin - fabs(null->estimate)));
		needed =
		    fmax(needed, units_for(planted, facts, planted->estimate));
	}
	if (needed > MOST_UNITS)
		return NAN;
	return fmax(1, needed - (double)facts->n_units);
}
