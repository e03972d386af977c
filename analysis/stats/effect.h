/* SPDX-License-Identifier: BSD-2-Clause */
/* effect: what a test says of a candidate, alone and among others. */
#ifndef ANALYSIS_STATS_EFFECT_H
#define ANALYSIS_STATS_EFFECT_H

#include "analysis/stats/stats.h"

#include <stddef.h>

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
