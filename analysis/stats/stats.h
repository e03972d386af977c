/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stats: where the numbers of a verdict come from; the door to libRmath.
 *
 * One sample is asked for its centre by Wilcoxon's signed ranks, two for their
 * shift by Wilcoxon's rank sums.  Both go the same way: the estimate is the
 * median of all pairwise means (or differences), and the bounds are the
 * pairwise values whose rank the exact distribution gives, as wilcox.test()
 * of R does with conf.int = TRUE and exact = TRUE.  The p-value counts the
 * pairwise values above the margin, so that it is below alpha exactly when
 * the lower bound is above the margin; without ties it is R's.
 *
 * Samples too large for all pairs have bounds for their median from the sign
 * test, and what is counted has its rate from the binomial: both are exact.
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
 * `lower` and `upper` are one-sided bounds, each at level 1 - alpha; -INFINITY
 * and INFINITY when there are too few values for alpha.  `p_value` is that of
 * "no more than the margin" against "more", `least_p` the smallest that samples
 * of this size can give.
 */
struct stats_result {
	double estimate;
	double lower;
	double upper;
	double p_value;
	double least_p;
};

/* How often something happened, with the ends of a two-sided interval. */
struct stats_rate {
	double estimate;
	double lower;
	double upper;
};

/*
 * Asks `x` for its centre.  An empty sample has the estimate NAN.  Returns 0,
 * or -ENOMEM.
 */
int stats_signed_rank(const struct series *x, double alpha, double margin,
    struct stats_result *ret_result);

/*
 * Asks how far `x` lies above `y`.  If one of them is empty, the estimate is
 * NAN.  Returns 0, or -ENOMEM.
 */
int stats_rank_sum(const struct series *x, const struct series *y, double alpha,
    double margin, struct stats_result *ret_result);

/*
 * Returns the upper bound at level 1 - `alpha` that the sign test gives for
 * the median of `x`, which is sorted; INFINITY when there are too few values.
 */
double stats_sign_upper(const struct series *x, double alpha);

/* Returns the lower bound likewise; -INFINITY when there are too few values. */
double stats_sign_lower(const struct series *x, double alpha);

/*
 * Returns the rate of `n_hits` in `n` with the exact interval at level
 * 1 - `alpha` after Clopper and Pearson, as binom.test() of R does; of nothing,
 * the estimate is NAN and the interval all from 0 to 1.
 */
struct stats_rate stats_binomial(size_t n_hits, size_t n, double alpha);

/*
 * Writes to `ret_adjusted` the `n` values of `p` adjusted after Holm: each may
 * be compared with alpha, and the chance of one false rejection among all
 * stays below it.  Returns 0, or -ENOMEM.
 */
int stats_holm(const double *p, size_t n, double *ret_adjusted);

/*
 * Returns the smallest effect that bounds with this `half_width` at `alpha`
 * show to be above zero nine times in ten.
 */
double stats_smallest_seen(double half_width, double alpha);

/*
 * Returns how many units it takes to show, nine times in ten, an effect that
 * lies `distance` away from a limit, when `n` units give bounds with this
 * `half_width` at `alpha`.
 */
double stats_units_needed(
    double half_width, size_t n, double alpha, double distance);

/*
 * Returns the chance that `n_last` units, more than the `n` that gave bounds
 * with this `half_width` at `alpha`, will give bounds that do not reach a limit
 * which lies `distance` away from the estimate; beyond it, if that is negative.
 * What the estimate will be is as likely as the first `n` units make it.
 */
double stats_chance(
    double half_width, size_t n, size_t n_last, double alpha, double distance);

/* `adjusted_p` is Holm's over the `n_judged` effects tested together. */
struct effect {
	struct stats_result test;
	double adjusted_p;
	size_t n_judged;
};

/* Returns half the distance of the bounds, INFINITY when there are none. */
double effect_half_width(const struct stats_result *test);

/* Returns a log of a ratio in per cent, NAN when it is not finite. */
double effect_percent(double log_ratio);

/* Widens the bounds to at least the estimate give or take `resolution`. */
void effect_widen(struct stats_result *test, double resolution);

/*
 * Corrects the `n` `effects` for being tested together.  Returns 0, or
 * -ENOMEM.
 */
int effect_correct(struct effect *const *effects, size_t n);

#endif
