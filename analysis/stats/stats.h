/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stats: the tests that a verdict rests on; the door to libRmath.
 *
 * Wilcoxon's signed ranks give the centre of one sample, his rank sums the
 * shift between two.  Both work alike.  The estimate is the median of all Walsh
 * averages (or pairwise differences).  The bounds are those averages whose rank
 * the exact distribution gives, as in R's wilcox.test() with conf.int = TRUE
 * and exact = TRUE.  The p-value counts the averages above the margin: it is
 * below alpha exactly when the lower bound is above the margin.  Without ties
 * it is R's.
 *
 * The sign test bounds a median, and the binomial distribution a rate.  Both
 * are exact.
 */
#ifndef ANALYSIS_STATS_STATS_H
#define ANALYSIS_STATS_STATS_H

#include "analysis/stats/series.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Samples up to this size get the exact distributions, larger ones the normal
 * approximation: the tables for rank sums grow with the fourth power.
 */
#define STATS_MOST_EXACT 60

/*
 * `lower` and `upper` are one-sided bounds, each at level 1 - alpha; they are
 * -INFINITY and INFINITY when there are too few values for alpha.  `p_value`
 * tests "at most the margin" against "more"; `least_p` is the smallest p-value
 * that samples of this size can give.
 */
struct stats_result {
	double estimate;
	double lower;
	double upper;
	double p_value;
	double least_p;
};

/* The share of tries that hit, and the ends of its two-sided interval. */
struct stats_rate {
	double estimate;
	double lower;
	double upper;
};

/*
 * Estimates the centre of `x` and tests it against `margin`.  The estimate of
 * an empty sample is NAN.  Returns 0, or -ENOMEM.
 */
int stats_signed_rank(const struct series *x, double alpha, double margin,
    struct stats_result *ret_result);

/*
 * Estimates how far `x` lies above `y` and tests that against `margin`.  The
 * estimate is NAN if a sample is empty.  Returns 0, or -ENOMEM.
 */
int stats_rank_sum(const struct series *x, const struct series *y, double alpha,
    double margin, struct stats_result *ret_result);

/*
 * Returns the sign test's upper bound, at level 1 - `alpha`, for the median of
 * `x`, which must be sorted; INFINITY when there are too few values.
 */
double stats_sign_upper(const struct series *x, double alpha);

/* Returns the lower bound in the same way; -INFINITY with too few values. */
double stats_sign_lower(const struct series *x, double alpha);

/*
 * Returns the rate of `n_hits` in `n` tries with the exact interval of Clopper
 * and Pearson at level 1 - `alpha`, as R's binom.test() does.  Without a try
 * the estimate is NAN and the interval goes from 0 to 1.
 */
struct stats_rate stats_binomial(size_t n_hits, size_t n, double alpha);

/*
 * Adjusts the `n` p-values `p` by Holm's method into `ret_adjusted`.  Each may
 * then be compared with alpha, and the chance of even one false rejection stays
 * below alpha.  Returns 0, or -ENOMEM.
 */
int stats_holm(const double *p, size_t n, double *ret_adjusted);

/*
 * Returns the minimum detectable effect: the smallest one that bounds of this
 * `half_width` at `alpha` show to be above 0 nine times in ten.
 */
double stats_mde(double half_width, double alpha);

/*
 * Returns how many units show, nine times in ten, that an effect lies beyond a
 * limit, if it is `distance` away from the limit and `n` units give bounds of
 * this `half_width` at `alpha`.
 */
double stats_units_needed(
    double half_width, size_t n, double alpha, double distance);

/*
 * Returns the chance that the bounds will be clear of a limit after `n_last`
 * units, when the first `n` of them gave bounds of this `half_width` at
 * `alpha`.  The estimate is now `distance` away from the limit; a negative
 * distance means that it lies beyond.  The estimate to come is distributed as
 * the first `n` units predict.
 */
double stats_chance(
    double half_width, size_t n, size_t n_last, double alpha, double distance);

/* An effect; Holm's `adjusted_p` is over `n_judged` effects tested together. */
struct effect {
	struct stats_result test;
	double adjusted_p;
	size_t n_judged;
};

/* Returns half the distance between the bounds; INFINITY without bounds. */
double effect_half_width(const struct stats_result *test);

/* Returns the change in per cent that a log ratio means; NAN if not finite. */
double effect_percent(double log_ratio);

/* Widens the bounds so that each is at least `resolution` from the estimate. */
void effect_widen(struct stats_result *test, double resolution);

/*
 * Sets the adjusted p-values of the `n` `effects`, which are tested together.
 * Returns 0, or -ENOMEM.
 */
int effect_correct(struct effect *const *effects, size_t n);

#endif
