/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves by simulation that several looks must share alpha.  The truth of many
 * gates lies at the margin.  If three looks share alpha, at most alpha of the
 * gates end with a PASS and at most alpha with a REGRESSION; if each look has
 * the whole of alpha, more do.  A line that was given up early had little
 * chance.
 */
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/lib/test.h"

#include "analysis/verdict/forecast.h"
#include "analysis/verdict/judge.h"
#include "tests/analysis/synth.h"
#include "tests/analysis/verdict/facts.h"

#define ALPHA   0.05
#define N_GATES 2000

/* The true effect of a gate's line, and the alpha of each look. */
struct gates {
	double effect;
	double sd;
	double alpha;
	bool goes_on; /* whatever the chance to decide it */
};

static const struct looks LOOKS = { .n = 3, .at = { 10, 20, 40 } };

/* Judges a line with these units, as findings.c does. */
static enum verdict
look(const struct gates *gates, struct series *units, bool *ret_is_open)
{
	struct facts f = facts_that_pass();

	f.limits.looks = LOOKS;
	f.limits.alpha = gates->alpha;
	f.limits.most_units = SIZE_MAX;
	f.n_units = units->n;
	assert_int_equal(stats_signed_rank(units, gates->alpha, f.limits.margin,
	                     &f.effect.test),
	    0);
	f.effect.adjusted_p = f.effect.test.p_value;
	series_sort(units);
	f.sign_upper = stats_sign_upper(units, gates->alpha);

	const enum verdict verdict = judge(&f).verdict;
	*ret_is_open = forecast_is_open(&f, verdict) ||
	    (gates->goes_on && verdict == VERDICT_INCONCLUSIVE);
	return verdict;
}

/* Runs one gate to its end.  Returns the verdict and adds up the units. */
static enum verdict
run_gate(const struct gates *gates, uint64_t *random, size_t *n_units)
{
	struct series units = { 0 };
	enum verdict verdict = VERDICT_NONE;
	bool is_open = true;

	for (size_t i = 0; i < LOOKS.n && is_open; i++) {
		while (units.n < LOOKS.at[i]) {
			const double error = gates->sd * synth_normal(random);

			assert_int_equal(
			    series_add(&units, gates->effect + error), 0);
		}
		verdict = look(gates, &units, &is_open);
	}
	*n_units += units.n;
	series_fini(&units);
	return verdict;
}

/* Runs all gates from one seed.  Returns how many units they took. */
static size_t
run_gates(const struct gates *gates, unsigned ret_counts[N_VERDICTS])
{
	uint64_t random = 2011;
	size_t n_units = 0;

	for (size_t i = 0; i < N_VERDICTS; i++)
		ret_counts[i] = 0;
	for (size_t i = 0; i < N_GATES; i++)
		ret_counts[run_gate(gates, &random, &n_units)]++;
	return n_units;
}

TEST(looks_that_share_alpha_are_wrong_no_more_often)
{
	struct gates gates = {
		.effect = facts_that_pass().limits.margin,
		.sd = 0.005,
		.alpha = ALPHA / 3,
		.goes_on = true,
	};
	unsigned n[N_VERDICTS];

	run_gates(&gates, n);
	assert_in_range(n[VERDICT_PASS], 1, ALPHA * N_GATES);
	assert_in_range(n[VERDICT_REGRESSION], 1, ALPHA * N_GATES);
	gates.goes_on = false;
	run_gates(&gates, n);
	assert_in_range(n[VERDICT_PASS], 1, ALPHA * N_GATES);
	assert_in_range(n[VERDICT_REGRESSION], 1, ALPHA * N_GATES);
}

/* The gate file forbids this; here is why: about 10 % err on either side. */
TEST(looks_that_take_it_whole_are_wrong_more_often)
{
	const struct gates gates = {
		.effect = facts_that_pass().limits.margin,
		.sd = 0.005,
		.alpha = ALPHA,
		.goes_on = true,
	};
	unsigned n[N_VERDICTS];

	run_gates(&gates, n);
	assert_in_range(n[VERDICT_PASS], 1.5 * ALPHA * N_GATES, N_GATES);
	assert_in_range(n[VERDICT_REGRESSION], 1.5 * ALPHA * N_GATES, N_GATES);
}

/* At half the margin, with a spread of 1 %, four of five gates PASS. */
TEST(giving_up_costs_few_decisions_and_saves_units)
{
	struct gates gates = {
		.effect = facts_that_pass().limits.margin / 2,
		.sd = 0.01,
		.alpha = ALPHA / 3,
	};
	unsigned n[N_VERDICTS];
	unsigned n_patient[N_VERDICTS];

	run_gates(&gates, n);
	gates.goes_on = true;
	run_gates(&gates, n_patient);
	assert_in_range(n_patient[VERDICT_PASS], 0.75 * N_GATES, N_GATES);
	assert_in_range(
	    n[VERDICT_PASS], 0.72 * N_GATES, n_patient[VERDICT_PASS]);

	gates.effect = facts_that_pass().limits.margin;
	const size_t n_all = run_gates(&gates, n_patient);
	gates.goes_on = false;
	const size_t n_units = run_gates(&gates, n);
	assert_in_range(n_units, 0.5 * (double)n_all, 0.85 * (double)n_all);
}
