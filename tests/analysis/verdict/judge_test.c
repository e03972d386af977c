/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves each rule of a verdict.  The tests start from facts that PASS and
 * change one at a time; verdict and reason must be as designed.  If several
 * rules apply, the first one decides.
 */
#include <math.h>

#include "tests/lib/test.h"

#include "analysis/verdict/judge.h"
#include "tests/analysis/verdict/facts.h"

TEST(no_difference_passes_and_says_of_what_kind)
{
	struct facts f = facts_that_pass();

	assert_judged(&f, VERDICT_PASS, "within the margin");
	f.effect.test = around(0.005, 0.002);
	assert_judged(&f, VERDICT_PASS, "measurably slower, but within");
	f.effect.test = around(-0.005, 0.002);
	assert_judged(&f, VERDICT_PASS, "faster");
}

TEST(a_broken_exclusion_is_unfit_whatever_else)
{
	struct facts f = facts_that_pass();

	f.has_broken_exclusion = true;
	assert_judged(&f, VERDICT_UNFIT, "EXCLUSION BROKEN");
	f.is_machine_unfit = true;
	f.n_units = 0;
	assert_judged(&f, VERDICT_UNFIT, "EXCLUSION BROKEN");
}

TEST(an_unfit_machine_is_named_with_advice)
{
	struct facts f = facts_that_pass();

	f.is_machine_unfit = true;
	assert_judged(&f, VERDICT_UNFIT, "unfit: unnamed: no advice given");
	f.unfit_name = "clocksource";
	f.unfit_advice = "use tsc";
	assert_judged(&f, VERDICT_UNFIT, "unfit: clocksource: use tsc");
}

TEST(too_many_dropped_blocks_are_unfit)
{
	struct facts f = facts_that_pass();

	f.drop_rate = 0.5;
	assert_judged(&f, VERDICT_PASS, "");
	f.drop_rate = 0.501;
	assert_judged(&f, VERDICT_UNFIT, "50.1 % of the blocks were dropped");
}

TEST(a_slow_path_that_breaks_its_promise_is_unfit)
{
	struct facts f = facts_that_pass();

	f.hard_per_op = 0.99;
	assert_judged(&f, VERDICT_PASS, "");
	f.hard_per_op = 0.9899;
	assert_judged(&f, VERDICT_UNFIT, "only 0.9899 slow paths per op");
	f.promise = PROMISE_SOME;
	assert_judged(&f, VERDICT_PASS, "");
	f.hard_per_op = 0;
	assert_judged(&f, VERDICT_UNFIT, "the slow path never ran");
	f.promise = PROMISE_NONE;
	assert_judged(&f, VERDICT_PASS, "");
	f.hard_per_op = 0.25;
	assert_judged(&f, VERDICT_UNFIT, "0.2500 slow paths per operation");
	f.promise = PROMISE_ANY;
	assert_judged(&f, VERDICT_PASS, "");
	f.hard_per_op = 0;
	assert_judged(&f, VERDICT_PASS, "");
}

TEST(a_slow_path_nobody_counted_is_unfit_if_promised)
{
	struct facts f = facts_that_pass();

	f.hard_per_op = NAN;
	assert_judged(&f, VERDICT_UNFIT, "nothing shows that the slow path");
	f.promise = PROMISE_SOME;
	assert_judged(&f, VERDICT_UNFIT, "nothing shows that the slow path");
	f.promise = PROMISE_NONE;
	assert_judged(&f, VERDICT_PASS, "");
	f.promise = PROMISE_ANY;
	assert_judged(&f, VERDICT_PASS, "");
}

TEST(too_few_units_are_inconclusive_even_of_a_regression)
{
	struct facts f = facts_that_pass();

	f.n_units = 7;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "7 of at least 8 units");
	f.effect.test = around(0.5, 0.002);
	f.effect.adjusted_p = 0;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "7 of at least 8 units");
}

TEST(a_precise_null_arm_that_differs_is_unfit)
{
	struct facts f = facts_that_pass();

	f.null.test = around(0.009, 0.002);
	assert_judged(&f, VERDICT_UNFIT, "the null arm, a copy");
	f.null.test = around(-0.009, 0.002);
	assert_judged(&f, VERDICT_UNFIT, "the null arm, a copy");
}

TEST(a_precise_planted_arm_that_is_not_seen_is_unfit)
{
	struct facts f = facts_that_pass();

	f.planted.test = around(0.001, 0.002);
	assert_judged(&f, VERDICT_UNFIT, "the planted slowdown is not seen");
	/* Found not to be zero is not enough. */
	f.planted.test = around(0.004, 0.001);
	assert_judged(&f, VERDICT_UNFIT, "the planted slowdown is not seen");
}

/* A control that is right but imprecise must not make the row UNFIT. */
TEST(a_control_that_may_be_right_is_not_unfit)
{
	struct facts f = facts_that_pass();

	f.null.test = around(0.005, 0.006);
	assert_judged(&f, VERDICT_INCONCLUSIVE, "the null arm is too imprec");
	f.null.test = around(-0.005, 0.006);
	assert_judged(&f, VERDICT_INCONCLUSIVE, "the null arm is too imprec");
	/* Without 0, but perhaps at a third of the margin. */
	f.null.test = around(0.009, 0.006);
	assert_judged(&f, VERDICT_INCONCLUSIVE, "the null arm is too imprec");
	f.null.test = around(-0.009, 0.006);
	assert_judged(&f, VERDICT_INCONCLUSIVE, "the null arm is too imprec");
	f.null.test = around(0.012, 0.006);
	assert_judged(&f, VERDICT_UNFIT, "the null arm, a copy");
	f.null.test = around(-0.012, 0.006);
	assert_judged(&f, VERDICT_UNFIT, "the null arm, a copy");

	f = facts_that_pass();
	f.planted.test = around(0.009, 0.006);
	assert_judged(&f, VERDICT_INCONCLUSIVE, "the planted arm is too imp");
	f.planted.test = around(0.003, 0.006);
	assert_judged(&f, VERDICT_UNFIT, "the planted slowdown is not seen");
}

TEST(what_a_copy_of_the_baseline_shows_too_is_no_regression)
{
	struct facts f = facts_that_pass();

	f.effect.test = around(0.44, 0.09);
	f.effect.adjusted_p = 0.001;
	f.null.test = around(0.44, 0.1);
	assert_judged(&f, VERDICT_INCONCLUSIVE, "not above the null arm");
	f.null.test = around(0.1, 0.1);
	assert_judged(&f, VERDICT_REGRESSION, "slower than the margin");
}

TEST(imprecise_or_missing_controls_forbid_only_a_pass)
{
	struct facts f = facts_that_pass();

	f.null.test = around(0, 0.02);
	assert_judged(&f, VERDICT_INCONCLUSIVE, "the null arm is too imprec");
	f.null.is_there = false;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "no null arm");

	f = facts_that_pass();
	f.planted.test = around(0.01, 0.02);
	assert_judged(&f, VERDICT_INCONCLUSIVE, "the planted arm is too impr");
	f.planted.is_there = false;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "no planted arm");

	f.null.is_there = false;
	f.effect.test = around(0.5, 0.002);
	f.effect.adjusted_p = 0;
	assert_judged(&f, VERDICT_REGRESSION, "slower than the margin");
}

TEST(a_regression_takes_both_the_bound_and_holm)
{
	struct facts f = facts_that_pass();

	f.effect.test = around(0.013, 0.002);
	f.effect.adjusted_p = 0.05;
	assert_judged(&f, VERDICT_REGRESSION, "slower than the margin");
	f.effect.adjusted_p = 0.051;
	f.effect.n_judged = 50;
	assert_judged(
	    &f, VERDICT_INCONCLUSIVE, "but not among 50 lines judged");
	f.effect.n_judged = 51;
	assert_judged(&f, VERDICT_INCONCLUSIVE,
	    "too few units to say so of one among 51 lines judged");
	f.effect.test = around(0.0119, 0.002);
	f.effect.adjusted_p = 0;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "across the margin");
}

TEST(an_interval_that_reaches_the_margin_is_inconclusive)
{
	struct facts f = facts_that_pass();

	f.effect.test.upper = 0.01;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "reaches across the margin");
}

TEST(a_sign_test_that_disagrees_forbids_a_pass)
{
	struct facts f = facts_that_pass();

	f.sign_upper = 0.02;
	assert_judged(&f, VERDICT_PASS, "");
	f.sign_upper = 0.0201;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "the sign test's bound");
}
