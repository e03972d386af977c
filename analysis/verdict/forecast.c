/* SPDX-License-Identifier: BSD-2-Clause */
/* forecast: see forecast.h. */
#include "analysis/verdict/forecast.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* No run has more units than this: the answer is then "unknown". */
#define MOST_UNITS 10000

/*
 * A line goes on while the chance that it will be decided is at least this.  At
 * looks of 10, 20 and 40 units, 0.1 loses one decision in a hundred and saves a
 * quarter of the units of lines that lie at their margin.  A chance of 0.9
 * would lose half of the decisions: ten units do not show how far from the
 * margin a line is.
 */
#define LEAST_CHANCE 0.1

/* Returns how many units bring the bounds of `test` within `distance`. */
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

/* The same for the controls; 0 if they are fine. */
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

/* The same for all offsets, if each new unit is at one that is missing. */
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

/* Returns the units of the last look, or fewer if there is no time for it. */
static size_t
find_last(const struct limits *limits)
{
	const size_t last = looks_last(&limits->looks);

	return limits->most_units < last ? limits->most_units : last;
}

/*
 * Returns the chance that after `n_more` units the bounds of `test` are clear
 * of a limit that is now `distance` away from its estimate.
 */
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

/* The chance that what only a PASS needs is there: controls and all offsets. */
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
