/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that Walsh averages found by rank, and their counts, are to the last
 * bit those of a sorted list of all averages, also with ties and zeros.
 */
#include <stddef.h>
#include <stdlib.h>

#include "tests/lib/test.h"

#include "analysis/stats/walsh.h"

#define MOST 40

/* Fills `s` with `n` values of either sign, of which many are the same. */
static void
fill(struct series *s, size_t n)
{
	*s = (struct series){ 0 };
	for (size_t i = 0; i < n; i++) {
		const double tenths = (double)(random() % 21 - 10) / 10;
		const double any = (double)random() / 1e12 - 1e-3;

		assert_int_equal(series_add(s, i % 3 == 0 ? any : tenths), 0);
	}
}

/* Checks `p` against `all`, which is every pair, and frees both. */
static void
check(struct walsh *p, struct series *all)
{
	assert_int_equal(p->n, all->n);
	series_sort(all);
	assert_true(walsh_median(p) == series_median(all));
	assert_int_equal(walsh_count_above(p, all->values[all->n - 1]), 0);
	for (size_t i = 0; i < all->n; i++) {
		assert_true(walsh_find_rank(p, i + 1) == all->values[i]);
		if (i + 1 == all->n || all->values[i] < all->values[i + 1])
			assert_int_equal(walsh_count_above(p, all->values[i]),
			    all->n - i - 1);
	}
	walsh_fini(p);
	series_fini(all);
}

TEST(means_are_those_of_a_sorted_list)
{
	for (size_t n = 1; n <= MOST; n++) {
		struct series x;
		struct series all = { 0 };
		struct walsh p;

		fill(&x, n);
		for (size_t i = 0; i < n; i++) {
			for (size_t j = 0; j <= i; j++)
				series_add(
				    &all, (x.values[i] + x.values[j]) / 2);
		}
		assert_int_equal(walsh_of_one(&x, &p), 0);
		check(&p, &all);
		series_fini(&x);
	}
}

TEST(differences_are_those_of_a_sorted_list)
{
	for (size_t n = 1; n <= MOST; n++) {
		struct series x;
		struct series y;
		struct series all = { 0 };
		struct walsh p;

		fill(&x, n);
		fill(&y, MOST + 1 - n);
		for (size_t i = 0; i < x.n; i++) {
			for (size_t j = 0; j < y.n; j++)
				series_add(&all, x.values[i] - y.values[j]);
		}
		assert_int_equal(walsh_of_two(&x, &y, &p), 0);
		check(&p, &all);
		series_fini(&x);
		series_fini(&y);
	}
}
