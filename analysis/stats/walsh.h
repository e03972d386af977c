/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * walsh: the Walsh averages of a sample, which are the means of all its pairs;
 * or the differences of all pairs from two samples.
 *
 * Their number grows with the square of the sample, so they are never stored.
 * With both samples sorted, one pass counts the averages up to a value; the
 * average of a rank is the value at which that count reaches the rank.
 */
#ifndef ANALYSIS_STATS_WALSH_H
#define ANALYSIS_STATS_WALSH_H

#include "analysis/stats/series.h"

#include <stddef.h>

/* Each pair is an x and a y, added; private. */
struct walsh {
	struct series x;
	struct series y; /* of differences: the other sample, negated */
	size_t n;
};

/*
 * Pairs each of `x`, finite values, with itself and those before it: the means.
 * Returns 0 with the pairs in `ret_walsh`, to be given to walsh_fini(), or
 * -ENOMEM.
 */
int walsh_of_one(const struct series *x, struct walsh *ret_walsh);

/* Pairs each of `x` with each of `y` likewise: how far x lies above y. */
int walsh_of_two(
    const struct series *x, const struct series *y, struct walsh *ret_walsh);

/* Returns how many pairs are above `value`. */
size_t walsh_count_above(const struct walsh *p, double value);

/* Returns the pair at `rank`, from 1, the smallest, to `n`. */
double walsh_find_rank(const struct walsh *p, size_t rank);

/* Returns the median of the pairs, of which there must be one. */
double walsh_median(const struct walsh *p);

/* Frees what `p` holds. */
void walsh_fini(struct walsh *p);

#endif
