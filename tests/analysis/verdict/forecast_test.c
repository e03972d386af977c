/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which inconclusive lines get more units.  A line gets none if it is
 * too late, if time or chance is too small, or if a control or an offset will
 * never be there; its reason then says so.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/verdict/forecast.h"
#include "tests/analysis/verdict/facts.h"

/* After ten of forty units, the interval is half a margin too wide. */
static struct facts
facts_that_are_open(void)
{
	struct facts f = facts_that_pass();

	f.n_units = 10;
	f.effect.test = around(0.005, 0.01);
	f.limits.most_units = SIZE_MAX;
	return f;
}

static bool
is_open(const struct facts *facts)
{
	return forecast_is_open(facts, VERDICT_INCONCLUSIVE);
}

static double
more_units(const struct facts *facts)
{
	return forecast_more_units(facts, VERDICT_INCONCLUSIVE);
}

TEST(what_is_decided_is_not_open)
{
	const struct facts f = facts_that_are_open();

	assert_true(is_open(&f));
	assert_false(forecast_is_open(&f, VERDICT_PASS));
	assert_false(forecast_is_open(&f, VERDICT_REGRESSION));
	assert_false(forecast_is_open(&f, VERDICT_UNFIT));
	assert_false(forecast_is_open(&f, VERDICT_NONE));
	assert_true(forecast_more_units(&f, VERDICT_PASS) == 0);
	assert_true(forecast_more_units(&f, VERDICT_REGRESSION) == 0);
	assert_true(isnan(forecast_more_units(&f, VERDICT_UNFIT)));
	assert_true(isnan(forecast_more_units(&f, VERDICT_NONE)));
}

TEST(the_last_look_closes_and_lost_units_count)
{
	struct facts f = facts_that_are_open();

	f.effect.test = around(0.005, 0.00501);
	f.n_units = 39;
	assert_true(is_open(&f));
	f.n_units_lost = 1;
	assert_false(is_open(&f));
	f.n_units_lost = 0;
	f.n_units = 40;
	assert_false(is_open(&f));
	/* Nor if it is but for Holm. */
	f.effect.test = around(0.03, 0.005);
	assert_false(is_open(&f));
}

TEST(the_time_given_closes_before_the_last_look)
{
	struct facts f = facts_that_are_open();

	f.limits.most_units = 11;
	f.effect.test = around(0.005, 0.00501);
	assert_true(is_open(&f));
	f.limits.most_units = 10;
	assert_false(is_open(&f));
	f.limits.most_units = 1000;
	f.n_units = 40;
	assert_false(is_open(&f));
}

/* A bound is at its margin one time in twenty; the chance is at a tenth. */
TEST(a_line_at_its_margin_closes_when_it_is_known_well)
{
	struct facts f = facts_that_are_open();

	f.effect.test = around(0.01, 0.005);
	assert_true(is_open(&f));
	f.n_units = 20;
	assert_false(is_open(&f));
	f.effect.test = around(0.0082, 0.005);
	assert_true(is_open(&f));
	f.effect.test = around(0.0118, 0.005);
	assert_true(is_open(&f));
	/* With less time the same is too far. */
	f.limits.most_units = 24;
	assert_false(is_open(&f));
}

TEST(a_pass_takes_controls_and_a_regression_none)
{
	struct facts f = facts_that_are_open();

	f.null.is_there = false;
	assert_false(is_open(&f));
	assert_true(isnan(more_units(&f)));
	f.effect.test = around(0.015, 0.01);
	assert_true(is_open(&f));
	assert_in_range(more_units(&f), 110, 120);

	f = facts_that_are_open();
	f.planted.is_there = false;
	assert_false(is_open(&f));

	f = facts_that_are_open();
	f.null.test = around(0, 0.09);
	assert_true(is_open(&f));
	assert_in_range(more_units(&f), 2500, 2600);
	f.n_units = 20;
	assert_false(is_open(&f));
	f.null.test = around(-0.009, 0.002);
	assert_true(is_open(&f));
	f.null.test = around(-0.011, 0.002);
	assert_false(is_open(&f));
}

/* The planted slowdown must lie above half the margin, not only above 0. */
TEST(the_planted_arm_has_to_be_seen)
{
	struct facts f = facts_that_are_open();

	f.n_units = 20;
	f.planted.test = around(0.006, 0.003);
	assert_true(is_open(&f));
	assert_in_range(more_units(&f), 500, 600);
	f.planted.test = around(0.004, 0.003);
	assert_false(is_open(&f));
	assert_true(isnan(more_units(&f)));
}

TEST(all_offsets_take_a_unit_each)
{
	struct facts f = facts_that_are_open();

	f.effect.test = around(0, 0.001);
	f.limits.needs_all_offsets = true;
	assert_true(more_units(&f) == 12);
	f.limits.most_units = 22;
	assert_true(is_open(&f));
	f.limits.most_units = 21;
	assert_false(is_open(&f));
	/* A regression takes none. */
	f.effect.test = around(0.02, 0.0101);
	assert_true(is_open(&f));
	f.effect.test = around(0, 0.001);
	f.limits.needs_all_offsets = false;
	assert_true(is_open(&f));
	assert_true(more_units(&f) == 1);
}

TEST(nothing_is_known_of_too_few_units)
{
	struct facts f = facts_that_are_open();

	f.n_units = 3;
	f.effect.test = around(0, INFINITY);
	f.null.test = around(0, INFINITY);
	f.planted.test = around(0, INFINITY);
	assert_true(is_open(&f));
	assert_true(more_units(&f) == 5);
}

/* On paper: halfway, a bound at the limit, and one as far from it as wide. */
TEST(the_chance_is_that_of_a_normal_estimate)
{
	assert_true(fabs(stats_chance(1, 20, 40, 0.05, 0) - 0.05) < 1e-12);
	assert_true(fabs(stats_chance(1, 20, 40, 0.05, 1) - 0.7522) < 1e-4);
	assert_true(fabs(stats_chance(2, 20, 40, 0.05, 2) - 0.7522) < 1e-4);
	assert_true(stats_chance(1, 20, 40, 0.05, -1) < 0.001);
	assert_true(stats_chance(0, 20, 40, 0.05, 1e-9) == 1);
	assert_true(stats_chance(0, 20, 40, 0.05, 0) == 0);
}

static void
assert_closed(const struct facts *facts, double more, const char *reason)
{
	struct opinion opinion =
	    verdict_say(VERDICT_INCONCLUSIVE, "across the margin");

	forecast_close(facts, more, &opinion);
	assert_string_equal(opinion.reason, reason);
	assert_int_equal(opinion.verdict, VERDICT_INCONCLUSIVE);
}

TEST(the_reason_says_that_it_stays_so)
{
	struct facts f = facts_that_are_open();

	assert_closed(&f, 80,
	    "across the margin; cannot be decided by the last look at 40 "
	    "units: about 80 more are needed");
	assert_closed(&f, NAN,
	    "across the margin; cannot be decided by the last look at 40 "
	    "units");
	/* One more is but a way to say that it is not known how many. */
	assert_closed(&f, 1,
	    "across the margin; cannot be decided by the last look at 40 "
	    "units");
	f.limits.most_units = 24;
	assert_closed(&f, 30,
	    "across the margin; cannot be decided within the time given, 24 "
	    "units: about 30 more are needed");
}

TEST(no_reason_is_too_long)
{
	struct facts f = facts_that_are_open();
	struct opinion opinion = { .verdict = VERDICT_INCONCLUSIVE };

	f.limits.most_units = 24;
	memset(opinion.reason, 'x', sizeof(opinion.reason) - 1);
	forecast_close(&f, 80, &opinion);
	assert_int_equal(strlen(opinion.reason), sizeof(opinion.reason) - 1);
}
