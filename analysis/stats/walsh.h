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

/* An average is the sum of an x and a y; the members are private. */
struct walsh {
	struct series x;
	struct series y; /* the second sample, negated; or empty */
	size_t n;
};

/*
 * Makes the averages of `x`, whose values must be finite: each with itself and
 * with each value before it.  Returns 0 with them in `ret_walsh`, to be given
 * to walsh_fini(); or -ENOMEM.
 */
int walsh_of_one(const struct series *x, struct walsh *ret_walsh);

/* The same for the differences of each `x` and each `y`. */
int walsh_of_two(
    const struct series *x, const struct series *y, struct walsh *ret_walsh);

/* Returns how many averages are above `value`. */
size_t walsh_count_above(const struct walsh *p, double value);

/* Returns the average of `rank`: 1 is the smallest, `n` the largest. */
double walsh_find_rank(const struct walsh *p, size_t rank);

/* Returns the median of the averages; there must be at least one. */
double walsh_median(const struct walsh *p);

/* Frees what `p` holds. */
void walsh_fini(struct walsh *p);

#endif
