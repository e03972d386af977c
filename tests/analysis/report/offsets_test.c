/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that each unit counts at its own offset, that every offset has the
 * same weight however many units it had, and that completeness is recognised.
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "analysis/report/offsets.h"

/* Returns the offsets of `n` units, judged by a margin of 1. */
static struct offsets
tell(const double *values, const double *offsets, size_t n)
{
	struct series v = { 0 };
	struct series p = { 0 };
	struct offset_medians medians;

	for (size_t i = 0; i < n; i++) {
		assert_int_equal(series_add(&v, values[i]), 0);
		assert_int_equal(series_add(&p, offsets[i]), 0);
	}
	assert_int_equal(offsets_find_medians(&v, &p, &medians), 0);
	series_fini(&v);
	series_fini(&p);
	return offsets_summarise(&medians, 1);
}

/* Returns the offsets of units at every `distance`th offset from `first`. */
static struct offsets
tell_every(unsigned first, unsigned distance, size_t n)
{
	double values[OFFSETS_ALL] = { 0 };
	double offsets[OFFSETS_ALL];

	for (size_t i = 0; i < n; i++)
		offsets[i] = first + distance * (double)i;
	return tell(values, offsets, n);
}

TEST(an_offset_has_one_voice)
{
	static const double VALUES[] = { 5, 0, 2, 0, 1, 0, -4 };
	static const double PADS[] = { 8, 0, 63, 0, 8, 0, 8 };
	const struct offsets o = tell(VALUES, PADS, 7);

	/* Medians: 0 at 0, 1 at 8, 2 at 63. */
	assert_int_equal(o.n, 3);
	assert_true(o.mean == 1 && o.median == 1);
	assert_true(o.worst == 2);
	assert_int_equal(o.worst_offset, 63);
	/* At the margin is not beyond it. */
	assert_true(o.beyond_share == 1 / 3.);
}

TEST(an_even_number_of_units_meets_in_the_middle)
{
	static const double VALUES[] = { 4, -3, -1, 2 };
	static const double PADS[] = { 4, 0, 0, 4 };
	const struct offsets o = tell(VALUES, PADS, 4);

	assert_int_equal(o.n, 2);
	assert_true(o.mean == 0.5 && o.median == 0.5 && o.worst == 3);
	assert_int_equal(o.worst_offset, 4);
	assert_true(o.beyond_share == 0.5);
}

TEST(the_first_of_equals_is_the_worst)
{
	static const double VALUES[] = { -2, -1, -1 };
	static const double PADS[] = { 0, 20, 16 };
	const struct offsets o = tell(VALUES, PADS, 3);

	assert_true(o.worst == -1);
	assert_int_equal(o.worst_offset, 16);
	assert_true(o.beyond_share == 0);
}

TEST(every_fourth_offset_is_whole_and_less_is_not)
{
	static const struct {
		unsigned first;
		unsigned distance;
		size_t n;
		size_t n_even;
	} CASES[] = {
		{ 0, 4, 16, 16 },
		{ 3, 4, 16, 16 },
		{ 0, 1, 64, 16 },
		{ 0, 2, 32, 16 },
		{ 0, 4, 15, 15 },
		{ 0, 16, 4, 4 },
		{ 0, 3, 22, 6 },
		{ 0, 1, 16, 4 },
		{ 0, 1, 60, 15 },
		{ 40, 1, 1, 1 },
		{ 0, 1, 0, 0 },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		const struct offsets o =
		    tell_every(CASES[i].first, CASES[i].distance, CASES[i].n);

		assert_int_equal(o.n, CASES[i].n);
		assert_int_equal(o.n_even, CASES[i].n_even);
		assert_int_equal(
		    offsets_are_complete(&o), CASES[i].n_even == 16);
	}
}

TEST(nothing_measured_says_nothing)
{
	const struct offsets o = tell_every(0, 1, 0);

	assert_true(isnan(o.mean) && isnan(o.median) && isnan(o.worst));
	assert_true(isnan(o.beyond_share));
}
