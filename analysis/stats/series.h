/* SPDX-License-Identifier: BSD-2-Clause */
/* series: a growing array of numbers, and what sums it up. */
#ifndef ANALYSIS_STATS_SERIES_H
#define ANALYSIS_STATS_SERIES_H

#include <stddef.h>

/* Starts as { 0 }. */
struct series {
	double *values;
	size_t n;
	size_t n_allocated;
};

/* Appends `value`.  Returns 0, or -ENOMEM with the series unchanged. */
int series_add(struct series *s, double value);

/* Sorts the values, smallest first. */
void series_sort(struct series *s);

/*
 * Appends the values of `from`, each times `sign` (1 or -1), to `to`, and sorts
 * `to`.  Returns 0, or -ENOMEM.
 */
int series_copy_sorted(
    const struct series *from, double sign, struct series *to);

/*
 * Returns the median of values that series_sort() put in order: the mean of
 * the middle two when their number is even, NAN when there are none.
 */
double series_median(const struct series *s);

/* Frees the memory of `s` and leaves it empty. */
void series_fini(struct series *s);

/* What sums up many numbers; without any, all members but `n` are NAN. */
struct spread {
	size_t n;
	double median;
	double p99; /* the one that 99 % of the numbers do not exceed */
	double max;
};

/* Sorts `s` and returns its spread. */
struct spread spread_make(struct series *s);

#endif
