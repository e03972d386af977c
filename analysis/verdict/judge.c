/* SPDX-License-Identifier: BSD-2-Clause */
/* judge: see judge.h. */
#include "analysis/verdict/judge.h"

#include <math.h>

/* "Every" operation takes the slow path if this share of them does. */
#define EVERY 0.99

/* The opinion of a rule that does not decide: the next rule is asked. */
static const struct opinion NOTHING = { .verdict = VERDICT_NONE };

static bool
null_is_fine(const struct facts *facts)
{
	const struct stats_result *null = &facts->null.test;

	return facts->null.is_there && null->lower > -facts->limits.margin &&
	    null->upper < facts->limits.margin;
}

/*
 * The planted slowdown must be found at half the margin at least, not merely
 * above 0: a measurement that shrinks effects would pass anything.
 */
static bool
planted_is_fine(const struct facts *facts)
{
	return facts->planted.is_there &&
	    facts->planted.test.lower > facts->limits.margin / 2;
}

bool
judge_controls_are_fine(const struct facts *facts)
{
	return null_is_fine(facts) && planted_is_fine(facts);
}

static struct opinion
judge_machine(const struct facts *facts)
{
	if (facts->has_broken_exclusion)
		return verdict_because(REASON_STATE, VERDICT_UNFIT,
		    "EXCLUSION BROKEN: two threads were inside this lock at "
		    "once, no time of it means anything");
	if (facts->is_machine_unfit)
		return verdict_say(VERDICT_UNFIT,
		    "the machine is unfit: %s: %s",
		    facts->unfit_name != NULL ? facts->unfit_name : "unnamed",
		    facts->unfit_advice != NULL ? facts->unfit_advice
		                                : "no advice given");
	if (facts->drop_rate > facts->limits.largest_drop_rate)
		return verdict_say(VERDICT_UNFIT,
		    "%.1f %% of the blocks were dropped, at most %.1f %% may",
		    100 * facts->drop_rate,
		    100 * facts->limits.largest_drop_rate);
	return NOTHING;
}

static struct opinion
judge_slow_path(const struct facts *facts)
{
	const double hard = facts->hard_per_op;

	if (isnan(hard)) {
		if (facts->promise == PROMISE_NONE ||
		    facts->promise == PROMISE_ANY)
			return NOTHING;
		return verdict_because(REASON_MISSING, VERDICT_UNFIT,
		    "nothing shows that the slow path ran: no count arm");
	}
	switch (facts->promise) {
	case PROMISE_EVERY:
		if (hard < EVERY)
			return verdict_because(REASON_STATE, VERDICT_UNFIT,
			    "only %.4f slow paths per operation ran, one "
			    "should",
			    hard);
		break;
	case PROMISE_SOME:
		if (hard == 0)
			return verdict_because(REASON_STATE, VERDICT_UNFIT,
			    "the slow path never ran");
		break;
	case PROMISE_NONE:
		if (hard > 0)
			return verdict_because(REASON_STATE, VERDICT_UNFIT,
			    "%.4f slow paths per operation ran, none should",
			    hard);
		break;
	case PROMISE_ANY:
		break;
	}
	return NOTHING;
}

static struct opinion
judge_units(const struct facts *facts)
{
	if (facts->n_units < facts->limits.least_units)
		return verdict_because(REASON_INCOMPLETE, VERDICT_INCONCLUSIVE,
		    "%zu of at least %zu units", facts->n_units,
		    facts->limits.least_units);
	return NOTHING;
}

/*
 * A control that is surely wrong shows a broken measurement.  A control that is
 * only imprecise may still be right.  A null arm is not wrong because its
 * interval excludes 0: one good control in thirty does so at each look.
 */
static struct opinion
judge_controls(const struct facts *facts)
{
	const double margin = facts->limits.margin;
	const struct stats_result *null = &facts->null.test;
	const struct stats_result *planted = &facts->planted.test;

	if (facts->null.is_there && !null_is_fine(facts) &&
	    effect_half_width(null) < margin &&
	    (null->lower > margin / 2 || null->upper < -margin / 2))
		return verdict_because(REASON_NOISE, VERDICT_UNFIT,
		    "the null arm, a copy of the baseline, differs from it");
	if (facts->planted.is_there && !planted_is_fine(facts) &&
	    effect_half_width(planted) < margin && planted->upper < margin)
		return verdict_because(REASON_DOSE, VERDICT_UNFIT,
		    "the planted slowdown is not seen");
	return NOTHING;
}

/* Above the margin, but not above what a copy of the baseline may show. */
static struct opinion
judge_against_null(const struct facts *facts)
{
	if (facts->effect.test.lower > facts->limits.margin &&
	    facts->null.is_there && !null_is_fine(facts) &&
	    facts->effect.test.lower <= facts->null.test.upper)
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "above the margin, but not above the null arm");
	return NOTHING;
}

static struct opinion
judge_regression(const struct limits *limits, const struct effect *effect)
{
	if (effect->test.lower <= limits->margin)
		return NOTHING;
	if (effect->adjusted_p <= limits->alpha)
		return verdict_say(
		    VERDICT_REGRESSION, "slower than the margin allows");
	if (effect->test.least_p * (double)effect->n_judged > limits->alpha)
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "above the margin, but too few units to say so of one "
		    "among %zu lines judged",
		    effect->n_judged);
	return verdict_say(VERDICT_INCONCLUSIVE,
	    "above the margin alone, but not among %zu lines judged",
	    effect->n_judged);
}

/*
 * A small margin needs all offsets: at a single one, a cost of 1 % may show or
 * not.  `what` begins the sentence: what is measured at too few offsets.
 */
static struct opinion
judge_offsets(const char *what, const struct limits *limits,
    const struct offsets *offsets)
{
	if (!limits->needs_all_offsets || offsets_are_complete(offsets))
		return NOTHING;
	if (offsets->n == 1)
		return verdict_because(REASON_MISSING, VERDICT_INCONCLUSIVE,
		    "%s at a single offset: so small a margin takes %d", what,
		    OFFSETS_LEAST);
	return verdict_because(REASON_INCOMPLETE, VERDICT_INCONCLUSIVE,
	    "%s at %zu of %d evenly spaced offsets", what, offsets->n_even,
	    OFFSETS_LEAST);
}

/* The reasons against a PASS that the interval would give. */
static struct opinion
judge_doubts(const struct facts *facts)
{
	if (!facts->null.is_there)
		return verdict_because(
		    REASON_MISSING, VERDICT_INCONCLUSIVE, "no null arm");
	if (!facts->planted.is_there)
		return verdict_because(
		    REASON_MISSING, VERDICT_INCONCLUSIVE, "no planted arm");
	if (!null_is_fine(facts))
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "the null arm is too imprecise to be a control");
	if (!planted_is_fine(facts))
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "the planted arm is too imprecise to be a control");
	if (facts->sign_upper > 2 * facts->limits.margin)
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "the sign test's bound is above twice the margin");
	if (facts->limits.needs_all_offsets &&
	    offsets_are_complete(&facts->offsets) &&
	    facts->offsets.mean >= facts->limits.margin)
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "the mean over offsets is beyond the margin");
	return judge_offsets("measured", &facts->limits, &facts->offsets);
}

static struct opinion
judge_pass(const struct limits *limits, const struct stats_result *test)
{
	if (test->upper >= limits->margin)
		return verdict_say(VERDICT_INCONCLUSIVE,
		    "the interval reaches across the margin");
	if (test->upper < 0)
		return verdict_say(VERDICT_PASS, "faster");
	if (test->lower > 0)
		return verdict_say(
		    VERDICT_PASS, "measurably slower, but within the margin");
	return verdict_say(VERDICT_PASS, "within the margin");
}

/*
 * The last step for one report and for two: judges the effect against `limits`.
 * `doubt`, if it has a verdict, replaces a PASS and nothing else.
 */
static struct opinion
judge_effect(const struct limits *limits, const struct effect *effect,
    const struct opinion *doubt)
{
	const struct opinion regression = judge_regression(limits, effect);
	if (regression.verdict != VERDICT_NONE)
		return regression;

	const struct opinion pass = judge_pass(limits, &effect->test);
	if (pass.verdict == VERDICT_PASS && doubt->verdict != VERDICT_NONE)
		return *doubt;
	return pass;
}

struct opinion
judge(const struct facts *facts)
{
	static struct opinion (*const RULES[])(const struct facts *) = {
		judge_machine,
		judge_slow_path,
		judge_units,
		judge_controls,
		judge_against_null,
	};

	for (size_t i = 0; i < sizeof(RULES) / sizeof(RULES[0]); i++) {
		const struct opinion opinion = RULES[i](facts);

		if (opinion.verdict != VERDICT_NONE)
			return opinion;
	}

	const struct opinion doubt = judge_doubts(facts);
	return judge_effect(&facts->limits, &facts->effect, &doubt);
}

struct opinion
judge_not(void)
{
	return verdict_say(VERDICT_NONE, "not judged: not in the gate file");
}

struct opinion
judge_reported(const char *why)
{
	return verdict_say(VERDICT_NONE, "reported, not judged: %s", why);
}

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

	const struct opinion doubt = judge_pair_doubts(facts);
	return judge_effect(&facts->limits, &facts->effect, &doubt);
}
