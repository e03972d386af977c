/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves each rule of the verdict on one report against another, and that the
 * exit status is that of the worst verdict.
 */
#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/verdict/judge.h"
#include "tests/analysis/verdict/facts.h"

static struct pair_facts
pair_that_passes(void)
{
	return (struct pair_facts){
		.limits = facts_that_pass().limits,
		.n_old_units = 8,
		.n_new_units = 9,
		.old_verdict = VERDICT_PASS,
		.new_verdict = VERDICT_REGRESSION,
		.has_old_controls = true,
		.has_new_controls = true,
		.effect = facts_that_pass().effect,
	};
}

static void
assert_pair(
    const struct pair_facts *facts, enum verdict verdict, const char *reason)
{
	const struct opinion opinion = judge_pair(facts);

	assert_string_equal(
	    verdict_name(opinion.verdict), verdict_name(verdict));
	if (strstr(opinion.reason, reason) == NULL)
		fail_msg("said: %s\nnot: %s", opinion.reason, reason);
}

TEST(two_reports_are_judged_by_the_shift_between_them)
{
	struct pair_facts f = pair_that_passes();

	assert_pair(&f, VERDICT_PASS, "within the margin");
	f.effect.test = around(0.02, 0.015);
	assert_pair(&f, VERDICT_INCONCLUSIVE, "across the margin");
	f.effect.test = around(0.02, 0.005);
	f.effect.adjusted_p = 0.01;
	assert_pair(&f, VERDICT_REGRESSION, "slower");
}

TEST(two_reports_are_no_better_than_the_worse)
{
	struct pair_facts f = pair_that_passes();

	f.has_old_controls = false;
	assert_pair(&f, VERDICT_INCONCLUSIVE, "the old report's controls");
	f.has_old_controls = true;
	f.has_new_controls = false;
	assert_pair(&f, VERDICT_INCONCLUSIVE, "the new report's controls");
	f.n_old_units = 7;
	assert_pair(&f, VERDICT_INCONCLUSIVE, "7 old and 9 new of at least 8");
	f.n_old_units = 8;
	f.n_new_units = 7;
	assert_pair(&f, VERDICT_INCONCLUSIVE, "8 old and 7 new of at least 8");
	f.new_verdict = VERDICT_UNFIT;
	assert_pair(&f, VERDICT_UNFIT, "the new report is unfit");
	f.old_verdict = VERDICT_UNFIT;
	assert_pair(&f, VERDICT_UNFIT, "the old report is unfit");
}

TEST(a_small_margin_takes_all_offsets_in_both_reports)
{
	struct pair_facts f = pair_that_passes();

	f.old_offsets.n = f.old_offsets.n_even = 1;
	f.new_offsets.n = f.new_offsets.n_even = 15;
	assert_pair(&f, VERDICT_PASS, "");
	f.limits.needs_all_offsets = true;
	assert_pair(&f, VERDICT_INCONCLUSIVE,
	    "the old report is measured at a single offset");
	f.old_offsets.n = f.old_offsets.n_even = 16;
	assert_pair(
	    &f, VERDICT_INCONCLUSIVE, "the new report is measured at 15 of 16");
	f.new_offsets.n = f.new_offsets.n_even = 16;
	assert_pair(&f, VERDICT_PASS, "");
}

TEST(the_exit_status_is_that_of_the_worst_line)
{
	size_t counts[N_VERDICTS] = { 0 };

	counts[VERDICT_NONE] = 1;
	assert_int_equal(verdict_exit_status(counts), 3);
	counts[VERDICT_PASS] = 1;
	assert_int_equal(verdict_exit_status(counts), 0);
	counts[VERDICT_INCONCLUSIVE] = 1;
	assert_int_equal(verdict_exit_status(counts), 3);
	counts[VERDICT_UNFIT] = 1;
	assert_int_equal(verdict_exit_status(counts), 4);
	counts[VERDICT_REGRESSION] = 1;
	assert_int_equal(verdict_exit_status(counts), 1);
}
