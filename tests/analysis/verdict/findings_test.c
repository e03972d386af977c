/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves, on reports whose truth is known, that the verdict is true: equal arms
 * PASS, a slowdown at the margin never does, and one well above it is a
 * REGRESSION.  A report that is too noisy, too short or broken is called so.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/verdict/findings.h"
#include "tests/analysis/judged.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

/* Returns the verdict on the candidate of a report made as `s` says. */
static enum verdict
verdict_on(void **state, const struct synth_row *s)
{
	struct judged w = judged_synth(*state, s);
	const enum verdict verdict = w.findings.list[0].opinion.verdict;

	judged_fini(&w);
	return verdict;
}

TEST_GROUP(scratch_create, scratch_destroy);

TEST(equal_arms_pass)
{
	struct synth_row s = SYNTH_QUIET;

	for (s.seed = 1; s.seed <= 50; s.seed++)
		assert_int_equal(verdict_on(state, &s), VERDICT_PASS);
}

TEST(a_slowdown_at_the_margin_rarely_passes)
{
	struct synth_row s = SYNTH_QUIET;
	unsigned n[N_VERDICTS] = { 0 };

	s.cand_effect = log1p(0.01);
	for (s.seed = 1; s.seed <= 200; s.seed++)
		n[verdict_on(state, &s)]++;
	assert_int_equal(n[VERDICT_UNFIT], 0);
	/* Each is wrong one time in twenty at most: 10 of 200, sd 3. */
	assert_in_range(n[VERDICT_PASS], 1, 19);
	assert_in_range(n[VERDICT_REGRESSION], 1, 19);
}

TEST(one_per_cent_never_passes_a_margin_of_half_a_per_cent)
{
	struct synth_row s = SYNTH_QUIET;

	s.row = "tight/contended/2/same-l3";
	s.cand_effect = log1p(0.01);
	for (s.seed = 1; s.seed <= 200; s.seed++) {
		const enum verdict verdict = verdict_on(state, &s);

		assert_true(verdict == VERDICT_REGRESSION ||
		    verdict == VERDICT_INCONCLUSIVE);
	}
}

TEST(a_slowdown_above_the_margin_is_a_regression)
{
	struct synth_row s = SYNTH_QUIET;

	s.cand_effect = log1p(0.03);
	for (s.seed = 1; s.seed <= 50; s.seed++)
		assert_int_equal(verdict_on(state, &s), VERDICT_REGRESSION);
}

TEST(too_few_units_are_inconclusive)
{
	struct synth_row s = SYNTH_QUIET;

	s.n_units = 7;
	judged_assert_opinion(
	    *state, &s, VERDICT_INCONCLUSIVE, "7 of at least 8");
}

TEST(a_biased_null_arm_is_unfit)
{
	struct synth_row s = SYNTH_QUIET;

	s.null_effect = 0.02;
	judged_assert_opinion(*state, &s, VERDICT_UNFIT, "the null arm");
}

TEST(a_planted_slowdown_that_is_not_there_is_unfit)
{
	struct synth_row s = SYNTH_QUIET;

	s.planted_effect = -0.005;
	judged_assert_opinion(
	    *state, &s, VERDICT_UNFIT, "the planted slowdown");
}

TEST(a_broken_exclusion_is_unfit)
{
	struct synth_row s = SYNTH_QUIET;

	s.n_dropped = 1;
	s.drop_reason = "exclusion";
	judged_assert_opinion(*state, &s, VERDICT_UNFIT, "EXCLUSION BROKEN");
}

TEST(a_slow_path_that_never_ran_is_unfit)
{
	struct synth_row s = SYNTH_QUIET;

	s.hard_per_op = 0.5;
	judged_assert_opinion(
	    *state, &s, VERDICT_UNFIT, "only 0.5000 slow paths");
	s.lacks_count = true;
	judged_assert_opinion(*state, &s, VERDICT_UNFIT, "nothing shows");
}

TEST(mostly_dropped_blocks_are_unfit)
{
	struct synth_row s = SYNTH_QUIET;

	s.n_dropped = 5;
	judged_assert_opinion(
	    *state, &s, VERDICT_UNFIT, "55.6 % of the blocks");
	s.n_dropped = 4;
	judged_assert_opinion(*state, &s, VERDICT_PASS, "");
}

TEST(noise_is_inconclusive)
{
	struct synth_row s = SYNTH_QUIET;

	s.unit_sd = 0.05;
	judged_assert_opinion(
	    *state, &s, VERDICT_INCONCLUSIVE, "across the margin");
}

TEST(missing_controls_are_inconclusive)
{
	struct synth_row s = SYNTH_QUIET;

	s.lacks_planted = true;
	judged_assert_opinion(
	    *state, &s, VERDICT_INCONCLUSIVE, "no planted arm");
	s.lacks_null = true;
	judged_assert_opinion(*state, &s, VERDICT_INCONCLUSIVE, "no null arm");
}

TEST(an_unfit_machine_makes_every_row_unfit)
{
	static const char RUN[] =
	    "{\"environment\": [{\"name\": \"a\", \"status\": \"ok\"}, "
	    "{\"name\": \"clock\", \"status\": \"unfit\", \"advice\": "
	    "\"use tsc\"}]}";

	synth_report(*state, &SYNTH_QUIET);
	scratch_write(*state, "run.json", RUN, strlen(RUN));

	struct judged w = judged_folder(*state);
	assert_string_equal(w.findings.list[0].opinion.reason,
	    "the machine is unfit: clock: use tsc");
	judged_fini(&w);
}

/* Slices of 200 us and a quantum of 4 us: half of it is 1 %. */
TEST(no_interval_is_narrower_than_the_clock)
{
	static const char RUN[] = "{\"clock\": {\"quantum_ns\": 4000}}";

	synth_report(*state, &SYNTH_QUIET);
	scratch_write(*state, "run.json", RUN, strlen(RUN));

	struct judged w = judged_folder(*state);
	const struct finding *f = &w.findings.list[0];
	assert_in_range(f->half_width * 1e6, 9900, 10200);
	assert_int_equal(f->opinion.verdict, VERDICT_INCONCLUSIVE);
	judged_fini(&w);
}

TEST(references_and_rows_outside_the_gate_are_not_judged)
{
	struct synth_row s = SYNTH_QUIET;
	struct judged w = judged_synth(*state, &s);

	assert_int_equal(w.findings.n, 2);
	assert_int_equal(w.findings.list[1].arm->role, ROLE_REF);
	assert_int_equal(w.findings.list[1].opinion.verdict, VERDICT_NONE);
	assert_true(
	    fabs(w.findings.list[1].facts.effect.test.estimate + 1) < 0.01);
	judged_fini(&w);

	s.row = "sx/contended/2/same-l3";
	w = judged_synth(*state, &s);
	assert_int_equal(w.findings.list[0].opinion.verdict, VERDICT_NONE);
	assert_false(w.findings.list[0].is_judged);
	assert_string_equal(w.findings.list[0].opinion.reason,
	    "not judged: not in the gate file");
	judged_fini(&w);
}

TEST(holm_counts_the_lines_that_are_judged_only)
{
	struct synth_row rows[] = { SYNTH_QUIET, SYNTH_QUIET, SYNTH_QUIET };

	rows[0].row = "mtx/a/2/x";
	rows[1].row = "sx/a/2/x";
	rows[2].row = "mtx/b/2/x";
	synth_rows(*state, rows, 3);

	struct judged w = judged_folder(*state);
	assert_int_equal(w.findings.n, 6);
	assert_int_equal(w.findings.list[0].facts.effect.n_judged, 2);
	assert_int_equal(w.findings.list[4].facts.effect.n_judged, 2);
	judged_fini(&w);
}
