/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves, on reports whose truth is known, that the gate file rules how
 * findings are judged: by which line, at which level, at how many offsets; and
 * that a finding says how many more units would decide it.
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/verdict/findings.h"
#include "tests/analysis/judged.h"
#include "tests/analysis/raw.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

TEST_GROUP(scratch_create, scratch_destroy);

TEST(a_lock_against_its_other_revision_has_rules_of_its_own)
{
	struct synth_row s = SYNTH_QUIET;

	s.row = "rev/contended/2/same-l3";
	struct judged w = judged_synth(*state, &s);
	assert_true(w.findings.list[0].facts.limits.margin == log1p(0.03));
	judged_fini(&w);

	s.check = "none";
	w = judged_synth(*state, &s);
	assert_false(w.findings.list[0].is_judged);
	judged_fini(&w);

	s.place = "";
	w = judged_synth(*state, &s);
	assert_true(w.findings.list[0].facts.limits.margin == log1p(0.02));
	judged_fini(&w);
}

TEST(looks_share_alpha)
{
	struct synth_row s = SYNTH_QUIET;
	struct judged w = judged_synth(*state, &s);
	const double whole = w.findings.list[0].facts.effect.test.upper;

	assert_true(w.findings.list[0].facts.limits.alpha == 0.05);
	judged_fini(&w);
	s.row = "looked/contended/2/same-l3";
	w = judged_synth(*state, &s);
	assert_true(w.findings.list[0].facts.limits.alpha == 0.05 / 3);
	assert_true(w.findings.list[0].facts.effect.test.upper > whole);
	judged_fini(&w);
}

TEST(the_arms_of_a_unit_share_its_offset)
{
	static const struct slice_words OFFSETS[] = { { .offset = "0" },
		{ .offset = "4" } };
	static const struct slice_words UNITS[] = {
		{ .unit = "0", .offset = "0" },
		{ .unit = "1", .offset = "4" },
		{ .unit = "1", .offset = "0" },
	};

	raw_assert_refused(*state, OFFSETS, 2,
	    "raw.csv:3:34: column 'offset' is '4': expected '0', as in the "
	    "unit's lines before");
	raw_assert_refused(*state, UNITS, 3,
	    "raw.csv:4:34: column 'offset' is '0': expected '4'");
}

/* Sorting the values of units must not separate them from their offsets. */
TEST(units_keep_their_offsets)
{
	struct synth_row s = SYNTH_QUIET;

	s.n_units = 40;
	s.worst_effect = 0.03;
	struct judged w = judged_synth(*state, &s);
	const struct arm_result *arm = w.findings.list[0].arm;
	const struct offsets o =
	    offsets_summarise(&arm->by_offset, log1p(0.01));

	assert_int_equal(o.n, 16);
	assert_int_equal(o.n_even, 16);
	assert_int_equal(o.worst_offset, 60);
	assert_true(fabs(o.worst - 0.03) < 0.002);
	assert_true(fabs(o.mean - 0.03 / 16) < 0.0005);
	assert_true(fabs(o.median) < 0.0005);
	assert_true(o.beyond_share == 1 / 16.);
	judged_fini(&w);
}

TEST(a_lost_unit_leaves_its_offset_out)
{
	static const char *const WALLS[] = { "220", "240", "300" };
	static const char *const OFFSETS[] = { "8", "12", "16" };
	char text[8192];
	char *warnings = NULL;
	struct report *report;
	struct reason why;

	strcpy(text, format_raw.header);
	for (int i = 0; i < 9; i++) {
		/* Two of three blocks of the second unit are dropped. */
		const bool is_valid = i < 4 || i > 5;
		const char unit[2] = { (char)('0' + i / 3), '\0' };
		const char block[2] = { (char)('0' + i % 3), '\0' };
		struct slice_words words = {
			.unit = unit,
			.offset = OFFSETS[i / 3],
			.block = block,
			.valid = is_valid ? "1" : "0",
			.drop_reason = is_valid ? "" : "overlap",
		};

		raw_add(text, &words);
		words.arm = "c";
		words.role = "cand";
		words.wall_ns = WALLS[i / 3];
		raw_add(text, &words);
	}
	assert_int_equal(raw_read(*state, text, &warnings, &report, &why), 0);

	const struct offset_medians *medians =
	    &report->rows[0].arms[1].by_offset;
	assert_int_equal(report->rows[0].n_units_lost, 1);
	assert_true(fabs(medians->at[8] - log(1.1)) < 1e-15);
	assert_true(isnan(medians->at[12]));
	assert_true(fabs(medians->at[16] - log(1.5)) < 1e-15);
	report_destroy(report);
	free(warnings);
}

TEST(a_margin_of_one_per_cent_takes_all_offsets)
{
	struct synth_row s = SYNTH_QUIET;

	judged_assert_opinion(*state, &s, VERDICT_PASS, "");
	s.n_offsets = 8;
	judged_assert_opinion(*state, &s, VERDICT_INCONCLUSIVE,
	    "measured at 8 of 16 evenly spaced offsets");
	s.n_offsets = 1;
	judged_assert_opinion(
	    *state, &s, VERDICT_INCONCLUSIVE, "measured at a single offset");
	/* The margin as written, not its log nor its neighbour, decides. */
	s.row = "above/contended/2/same-l3";
	judged_assert_opinion(*state, &s, VERDICT_PASS, "");
	s.row = "tight/contended/2/same-l3";
	judged_assert_opinion(
	    *state, &s, VERDICT_INCONCLUSIVE, "measured at a single offset");
	s.cand_effect = 0.03;
	judged_assert_opinion(*state, &s, VERDICT_REGRESSION, "");
}

/* One offset of 16 is so slow that the mean is above 1 %; the median is not. */
TEST(a_mean_over_offsets_beyond_the_margin_forbids_a_pass)
{
	struct synth_row s = SYNTH_QUIET;

	s.n_units = 40;
	s.worst_effect = 0.15;
	judged_assert_opinion(*state, &s, VERDICT_PASS, "");
	s.worst_effect = 0.17;
	judged_assert_opinion(
	    *state, &s, VERDICT_INCONCLUSIVE, "the mean over offs");
}

/* Effects and noise with a known answer, and one without. */
TEST(says_how_many_more_units_would_decide)
{
	struct synth_row s = SYNTH_QUIET;
	struct judged w = judged_synth(*state, &s);

	assert_true(w.findings.list[0].more_units == 0);
	assert_true(isnan(w.findings.list[1].more_units));
	judged_fini(&w);

	/* Five would be units enough, but not all offsets. */
	s.n_units = 3;
	w = judged_synth(*state, &s);
	assert_true(w.findings.list[0].more_units == 13);
	judged_fini(&w);

	s.n_units = 12;
	s.unit_sd = 0.02;
	s.seed = 4;
	w = judged_synth(*state, &s);
	assert_int_equal(
	    w.findings.list[0].opinion.verdict, VERDICT_INCONCLUSIVE);
	assert_in_range(w.findings.list[0].more_units, 5, 200);
	judged_fini(&w);

	s.lacks_null = true;
	w = judged_synth(*state, &s);
	assert_true(isnan(w.findings.list[0].more_units));
	judged_fini(&w);
}
