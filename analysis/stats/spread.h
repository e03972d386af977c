/* SPDX-License-Identifier: BSD-2-Clause */
/* spread: what is left of many numbers: how many, the middle, the worst. */
#ifndef ANALYSIS_STATS_SPREAD_H
#define ANALYSIS_STATS_SPREAD_H

#include "analysis/stats/series.h"

/* Of no numbers, all but `n` is NAN. */
struct spread {
	size_t n;
	double median;
	double p99; /* 99 % of the numbers are at most this one of them */
	double max;
};

/* Sorts `s` and returns its spread. */
struct spread spread_make(struct series *s);

#endif
