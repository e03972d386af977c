/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves how offsets enter a verdict.  With a small margin, a PASS needs all
 * offsets and a mean below the margin.  A REGRESSION does not.
 */

#include "tests/lib/test.h"

#include "analysis/verdict/judge.h"
#include "tests/analysis/verdict/facts.h"

TEST(a_small_margin_takes_all_offsets_to_pass)
{
	struct facts f = facts_that_pass();

	f.offsets.n = f.offsets.n_even = 1;
	assert_judged(&f, VERDICT_PASS, "");
	f.limits.needs_all_offsets = true;
	assert_judged(&f, VERDICT_INCONCLUSIVE,
	    "measured at a single offset: so small a margin takes 16");
	f.offsets.n = f.offsets.n_even = 2;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "measured at 2 of 16 evenly");
	f.offsets.n = 60;
	f.offsets.n_even = 15;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "measured at 15 of 16 evenly");
	f.offsets.n = f.offsets.n_even = 16;
	assert_judged(&f, VERDICT_PASS, "");
	f.offsets.n = 64;
	assert_judged(&f, VERDICT_PASS, "");
}

TEST(a_mean_over_offsets_at_the_margin_forbids_a_pass)
{
	struct facts f = facts_that_pass();

	f.offsets.n = f.offsets.n_even = 16;
	f.offsets.mean = 0.01;
	assert_judged(&f, VERDICT_PASS, "");
	f.limits.needs_all_offsets = true;
	assert_judged(&f, VERDICT_INCONCLUSIVE,
	    "the mean over offsets is beyond the margin");
	/* Of some offsets it says nothing yet. */
	f.offsets.n_even = 15;
	assert_judged(&f, VERDICT_INCONCLUSIVE, "measured at 15 of 16");
	f.offsets.n_even = 16;
	f.offsets.mean = 0.00999;
	assert_judged(&f, VERDICT_PASS, "");
}

TEST(a_regression_does_not_take_all_offsets)
{
	struct facts f = facts_that_pass();

	f.limits.needs_all_offsets = true;
	f.offsets.n = f.offsets.n_even = 1;
	f.effect.test = around(0.013, 0.002);
	f.effect.adjusted_p = 0.05;
	assert_judged(&f, VERDICT_REGRESSION, "slower than the margin");
}
