/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pairs: all pairwise means of a sample, or differences of two, in order.
 *
 * There are as many as the square of the sample, so none is stored: with both
 * samples in order, those up to a value are counted in one pass, and the value
 * of a rank is where the count reaches it.
 */
#ifndef ANALYSIS_STATS_PAIRS_H
#define ANALYSIS_STATS_PAIRS_H

#include "analysis/stats/series.h"

#include <stddef.h>

/* Each pair is an x and a y, added; private. */
struct pairs {
	struct series x;
	struct series y; /* of differences: the other sample, negated */
	size_t n;
};

/*
 * Pairs each of `x`, finite values, with itself and those before it: the means.
 * Returns 0 with the pairs in `ret_pairs`, to be given to pairs_fini(), or
 * -ENOMEM.
 */
int pairs_of_one(const struct series *x, struct pairs *ret_pairs);

/* Pairs each of `x` with each of `y` likewise: how far x lies above y. */
int pairs_of_two(
    const struct series *x, const struct series *y, struct pairs *ret_pairs);

/* Returns how many pairs are above `value`. */
size_t pairs_above(const struct pairs *p, double value);

/* Returns the pair at `rank`, from 1, the smallest, to `n`. */
double pairs_find(const struct pairs *p, size_t rank);

/* Returns the median of the pairs, of which there must be one. */
double pairs_median(const struct pairs *p);

/* Frees what `p` holds. */
void pairs_fini(struct pairs *p);

#endif
