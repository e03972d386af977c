/* SPDX-License-Identifier: BSD-2-Clause */
/* forecast: see forecast.h. */
#include "analysis/verdict/forecast.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Beyond this many units "how many more" is no plan but a way to say never. */
#define MOST_UNITS 10000

/*
 * A line goes on while it will be decided at least once in ten times.  At looks
 * of 10, 20 and 40 units that costs one decision in a hundred and saves a
 * quarter of the units of lines that lie at their margin.  To stop when it will
 * not be decided nine times in ten would cost half of the decisions: ten units
 * do not know how far from the margin they are.
 */
#define LEAST_CHANCE 0.1

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

/* The same for all offsets, if each unit is at one that is lacking. */
static double
units_for_offsets(const struct facts *facts)
{
	if (!facts->limits.needs_all_offsets)
		return 0;
	return (double)(facts->n_units + OFFSETS_LEAST - facts->offsets.n_even);
}

double
forecast_more_units(const struct facts *facts, enum verdict verdict)
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
	if (test->estimate < margin) {
		needed = fmax(needed, units_for_controls(facts));
		needed = fmax(needed, units_for_offsets(facts));
	}
	if (needed > MOST_UNITS)
		return NAN;
	return fmax(1, needed - (double)facts->n_units);
}

/* Returns the units of the last look that there is time for. */
static size_t
find_last(const struct limits *limits)
{
	const size_t last = looks_last(&limits->looks);

	return limits->most_units < last ? limits->most_units : last;
}

/* Returns the chance that `test` is clear of what is now `distance` away. */
static double
chance_of(const struct stats_result *test, const struct facts *facts,
    size_t n_more, double distance)
{
	const double half_width = effect_half_width(test);

	if (isinf(half_width))
		return 1;
	return stats_chance(half_width, facts->n_units, facts->n_units + n_more,
	    facts->limits.alpha, distance);
}

/* What only a PASS needs: the controls, and all offsets. */
static double
chance_of_proof(const struct facts *facts, size_t n_more)
{
	const double margin = facts->limits.margin;
	const struct stats_result *null = &facts->null.test;
	const struct stats_result *planted = &facts->planted.test;

	if (!facts->null.is_there || !facts->planted.is_there ||
	    units_for_offsets(facts) > (double)(facts->n_units + n_more))
		return 0;
	if (judge_controls_are_fine(facts))
		return 1;
	return fmin(
	    chance_of(null, facts, n_more, margin - fabs(null->estimate)),
	    chance_of(planted, facts, n_more, planted->estimate - margin / 2));
}

bool
forecast_is_open(const struct facts *facts, enum verdict verdict)
{
	const struct stats_result *test = &facts->effect.test;
	const double margin = facts->limits.margin;
	const size_t n_tried = facts->n_units + facts->n_units_lost;
	const size_t last = find_last(&facts->limits);

	if (verdict != VERDICT_INCONCLUSIVE || n_tried >= last)
		return false;

	const size_t n_more = last - n_tried;
	double chance =
	    chance_of(test, facts, n_more, fabs(margin - test->estimate));
	if (test->estimate < margin)
		chance = fmin(chance, chance_of_proof(facts, n_more));
	return chance >= LEAST_CHANCE;
}

void
forecast_close(const struct facts *facts, double more, struct opinion *opinion)
{
	const size_t last = find_last(&facts->limits);
	const bool is_look = last == looks_last(&facts->limits.looks);
	const size_t n = strlen(opinion->reason);
	char needed[64] = "";

	if (more > 1)
		snprintf(needed, sizeof(needed), ": about %.0f more are needed",
		    more);
	snprintf(opinion->reason + n, sizeof(opinion->reason) - n,
	    is_look ? "; cannot be decided by the last look at %zu units%s"
	            : "; cannot be decided within the time given, %zu units%s",
	    last, needed);
}
