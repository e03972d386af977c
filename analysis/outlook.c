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

/* The same for the controls, as far as they are not fine. */
static double
units_for_controls(const struct facts *facts)
{
	const double margin = facts->limits.margin;
	const struct stats_result *null = &facts->null.test;
	const struct stats_result *planted = &facts->planted.test;

	if (judge_controls_are_fine(facts))
		return 0;
	if (!facts->null.is_there || !facts->planted.is_there)
		return INFINITY;
	return fmax(units_for(null, facts, margin - fabs(null->estimate)),
	    units_for(planted, facts, planted->estimate - margin / 2));
}

/* The same for a whole census, if each unit is at an offset that is lacking. */
static double
units_for_census(const struct facts *facts)
{
	if (!facts->limits.needs_census)
		return 0;
	return (double)(facts->n_units + CENSUS_LEAST - facts->offsets.n_even);
}

double
outlook_more_units(const struct facts *facts, enum verdict verdict)
{
	const struct stats_result *test = &facts->effect.test;
	const double margin = facts->limits.margin;

	if (verdict == VERDICT_PASS || verdict == VERDICT_REGRESSION)
		return 0;
	if (verdict != VERDICT_INCONCLUSIVE)
		return NAN;

	double needed = (double)facts->limits.least_units;
	needed =
	    fmax(needed, units_for(test, facts, fabs(margin - test->estimate)));
	needed = fmax(needed, units_for_controls(facts));
	if (test->estimate < margin)
		needed = fmax(needed, units_for_census(facts));
	if (needed > MOST_UNITS)
		return NAN;
	return fmax(1, needed - (double)facts->n_units);
}
