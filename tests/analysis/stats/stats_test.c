/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that our statistics are R's: estimates, bounds and p-values of both
 * Wilcoxon tests, the sign test's bounds, rates and Holm's correction agree
 * with what fixtures/fixtures.R wrote down; and that a p-value and its bound
 * never contradict each other.
 */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/lib/test.h"

#include "analysis/stats/stats.h"
#include "tests/analysis/fixture.h"

/* The fixtures' tolerance is for bounds; a p-value is some 20 times larger. */
#define P_PER_BOUND 20

#define N_COLUMNS(columns) (sizeof(columns) / sizeof((columns)[0]))

static struct series
read_sample(uint64_t sample)
{
	static const struct csv_column COLUMNS[] = {
		{ "sample", CSV_COUNT, CSV_NEEDED },
		{ "value", CSV_DECIMAL, CSV_NEEDED },
	};
	struct csv_reader *reader = fixture_open("values.csv", COLUMNS, 2);
	struct series series = { 0 };
	const struct csv_field *fields;

	while ((fields = fixture_next(reader)) != NULL) {
		if (fields[0].count == sample)
			assert_int_equal(
			    series_add(&series, fields[1].decimal), 0);
	}
	csv_reader_close(reader);
	assert_true(series.n > 0);
	series_sort(&series);
	return series;
}

static void
assert_close(double is, double should, double tolerance, const char *what)
{
	if (!(fabs(is - should) <= tolerance))
		fail_msg("%s is %.17g, R says %.17g", what, is, should);
}

TEST(agrees_with_r_on_one_sample)
{
	static const struct csv_column COLUMNS[] = {
		{ "sample", CSV_COUNT, CSV_NEEDED },
		{ "alpha", CSV_DECIMAL, CSV_NEEDED },
		{ "margin", CSV_DECIMAL, CSV_NEEDED },
		{ "estimate", CSV_DECIMAL, CSV_NEEDED },
		{ "lower", CSV_DECIMAL, CSV_NEEDED },
		{ "upper", CSV_DECIMAL, CSV_NEEDED },
		{ "p_value", CSV_DECIMAL, CSV_NEEDED },
		{ "sign_lower", CSV_DECIMAL, CSV_NEEDED },
		{ "sign_upper", CSV_DECIMAL, CSV_NEEDED },
		{ "tolerance", CSV_DECIMAL, CSV_NEEDED },
	};
	struct csv_reader *reader =
	    fixture_open("signed_rank.csv", COLUMNS, N_COLUMNS(COLUMNS));
	const struct csv_field *fields;
	size_t n_cases = 0;

	while ((fields = fixture_next(reader)) != NULL) {
		struct series x = read_sample(fields[0].count);
		const double tolerance = fields[9].decimal;
		struct stats_result r;

		assert_int_equal(stats_signed_rank(&x, fields[1].decimal,
		                     fields[2].decimal, &r),
		    0);
		assert_close(r.estimate, fields[3].decimal, 1e-12, "estimate");
		assert_close(r.lower, fields[4].decimal, tolerance, "lower");
		assert_close(r.upper, fields[5].decimal, tolerance, "upper");
		assert_close(
		    r.p_value, fields[6].decimal, P_PER_BOUND * tolerance, "p");
		assert_close(stats_sign_lower(&x, fields[1].decimal),
		    fields[7].decimal, 0, "lower sign bound");
		assert_close(stats_sign_upper(&x, fields[1].decimal),
		    fields[8].decimal, 0, "upper sign bound");
		series_fini(&x);
		n_cases++;
	}
	csv_reader_close(reader);
	assert_true(n_cases > 20);
}

TEST(agrees_with_r_on_two_samples)
{
	static const struct csv_column COLUMNS[] = {
		{ "x", CSV_COUNT, CSV_NEEDED },
		{ "y", CSV_COUNT, CSV_NEEDED },
		{ "alpha", CSV_DECIMAL, CSV_NEEDED },
		{ "margin", CSV_DECIMAL, CSV_NEEDED },
		{ "estimate", CSV_DECIMAL, CSV_NEEDED },
		{ "lower", CSV_DECIMAL, CSV_NEEDED },
		{ "upper", CSV_DECIMAL, CSV_NEEDED },
		{ "p_value", CSV_DECIMAL, CSV_NEEDED },
		{ "tolerance", CSV_DECIMAL, CSV_NEEDED },
	};
	struct csv_reader *reader =
	    fixture_open("rank_sum.csv", COLUMNS, N_COLUMNS(COLUMNS));
	const struct csv_field *fields;
	size_t n_cases = 0;

	while ((fields = fixture_next(reader)) != NULL) {
		struct series x = read_sample(fields[0].count);
		struct series y = read_sample(fields[1].count);
		const double tolerance = fields[8].decimal;
		struct stats_result r;

		assert_int_equal(stats_rank_sum(&x, &y, fields[2].decimal,
		                     fields[3].decimal, &r),
		    0);
		assert_close(r.estimate, fields[4].decimal, 1e-12, "estimate");
		assert_close(r.lower, fields[5].decimal, tolerance, "lower");
		assert_close(r.upper, fields[6].decimal, tolerance, "upper");
		assert_close(
		    r.p_value, fields[7].decimal, P_PER_BOUND * tolerance, "p");
		series_fini(&x);
		series_fini(&y);
		n_cases++;
	}
	csv_reader_close(reader);
	assert_int_equal(n_cases, 7);
}

TEST(agrees_with_r_on_rates)
{
	static const struct csv_column COLUMNS[] = {
		{ "hits", CSV_COUNT, CSV_NEEDED },
		{ "n", CSV_COUNT, CSV_NEEDED },
		{ "alpha", CSV_DECIMAL, CSV_NEEDED },
		{ "estimate", CSV_DECIMAL, CSV_NEEDED },
		{ "lower", CSV_DECIMAL, CSV_NEEDED },
		{ "upper", CSV_DECIMAL, CSV_NEEDED },
	};
	struct csv_reader *reader =
	    fixture_open("binomial.csv", COLUMNS, N_COLUMNS(COLUMNS));
	const struct csv_field *fields;
	size_t n_none = 0;
	size_t n_all = 0;

	while ((fields = fixture_next(reader)) != NULL) {
		const struct stats_rate r = stats_binomial(
		    fields[0].count, fields[1].count, fields[2].decimal);

		assert_close(r.estimate, fields[3].decimal, 1e-15, "rate");
		assert_close(r.lower, fields[4].decimal, 1e-14, "lower");
		assert_close(r.upper, fields[5].decimal, 1e-14, "upper");
		n_none += fields[0].count == 0 && r.lower == 0;
		n_all += fields[0].count == fields[1].count && r.upper == 1;
	}
	csv_reader_close(reader);
	assert_int_equal(n_none, 10);
	assert_int_equal(n_all, 10);
}

TEST(agrees_with_r_on_holm)
{
	static const struct csv_column COLUMNS[] = {
		{ "p", CSV_DECIMAL, CSV_NEEDED },
		{ "adjusted", CSV_DECIMAL, CSV_NEEDED },
	};
	struct csv_reader *reader = fixture_open("holm.csv", COLUMNS, 2);
	const struct csv_field *fields;
	double p[16];
	double should[16];
	double is[16];
	size_t n = 0;

	while ((fields = fixture_next(reader)) != NULL) {
		p[n] = fields[0].decimal;
		should[n++] = fields[1].decimal;
	}
	csv_reader_close(reader);
	assert_int_equal(n, 7);
	assert_int_equal(stats_holm(p, n, is), 0);
	for (size_t i = 0; i < n; i++)
		assert_close(is[i], should[i], 1e-15, "adjusted p");
}

TEST(four_values_give_no_bounds_at_five_per_cent)
{
	double values[] = { 1, 2, 3, 4, 5 };
	const struct series four = { .values = values, .n = 4 };
	const struct series five = { .values = values, .n = 5 };
	struct stats_result r;

	assert_int_equal(stats_signed_rank(&four, 0.05, 0, &r), 0);
	assert_true(isinf(r.lower) && isinf(r.upper));
	assert_true(r.p_value > 0.05);
	assert_true(isinf(stats_sign_upper(&four, 0.05)));
	assert_true(isinf(stats_sign_lower(&four, 0.05)));
	assert_int_equal(stats_signed_rank(&five, 0.05, 0, &r), 0);
	assert_true(r.lower == 1 && r.upper == 5);
	assert_true(r.p_value == 1.0 / 32 && r.least_p == 1.0 / 32);
}

TEST(no_values_give_no_numbers)
{
	const struct series none = { 0 };
	struct stats_result r;

	assert_int_equal(stats_signed_rank(&none, 0.05, 0, &r), 0);
	assert_true(isnan(r.estimate) && isinf(r.upper) && r.p_value == 1);
	assert_int_equal(stats_rank_sum(&none, &none, 0.05, 0, &r), 0);
	assert_true(isnan(r.estimate) && isinf(r.upper) && r.p_value == 1);

	const struct stats_rate rate = stats_binomial(0, 0, 0.05);
	assert_true(isnan(rate.estimate) && rate.lower == 0 && rate.upper == 1);
}

TEST(a_bound_above_the_margin_is_a_p_value_below_alpha)
{
	size_t n_above = 0;

	/* Ties and values at the margin included: 1 to 9, tenths apart. */
	for (unsigned seed = 0; seed < 2000; seed++) {
		double values[9];
		const struct series x = { .values = values, .n = 9 };
		unsigned rest = seed * 2654435761u;
		struct stats_result r;

		for (size_t i = 0; i < x.n; i++, rest /= 7)
			values[i] = (double)(rest % 7) / 8;
		assert_int_equal(stats_signed_rank(&x, 0.05, 0.125, &r), 0);
		assert_int_equal(r.lower > 0.125, r.p_value < 0.05);
		n_above += r.lower > 0.125;
	}
	assert_in_range(n_above, 100, 1900);
}

TEST(says_what_facts_say_about_power)
{
	/* s = 1 %, margin 1 %, no effect: ten units (facts, 2.6). */
	const double s = 0.01;
	const size_t n = 12;
	const double half_width =
	    1.6448536269514722 * s / sqrt(0.955 * (double)n);

	assert_true(stats_units_needed(half_width, n, 0.05, 0.01) == 9);
	assert_true(stats_units_needed(half_width, n, 0.05, 0.005) == 36);
	assert_close(stats_mde(half_width, 0.05), 2.9946 * s / sqrt((double)n),
	    1e-6, "smallest seen");
}
