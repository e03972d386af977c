/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * offsets: what an arm measured at each offset of its loop.
 *
 * One more instruction can cost a cycle at one offset modulo 64 and nothing at
 * the next.  There are only 64 offsets: measured at all of them, or at every
 * fourth, the mean over offsets has no sampling error.
 */
#ifndef ANALYSIS_REPORT_OFFSETS_H
#define ANALYSIS_REPORT_OFFSETS_H

#include "analysis/stats/series.h"

#include <stdbool.h>
#include <stddef.h>

#define OFFSETS_ALL 64

/* At least every fourth offset. */
#define OFFSETS_LEAST 16

/* The median of the units at each offset; NAN where there are none. */
struct offset_medians {
	double at[OFFSETS_ALL];
};

/*
 * A summary.  `n` offsets were measured; `n_even` of them lie at multiples of
 * four from one another.  The values are log ratios, NAN if no offset was
 * measured.  `beyond_share` is the share of offsets above a margin.
 */
struct offsets {
	size_t n;
	size_t n_even;
	double mean;
	double median;
	double worst;
	unsigned worst_offset;
	double beyond_share;
};

/*
 * Finds the medians of `values`, each of a unit whose offset, below
 * OFFSETS_ALL, stands at the same place of `offsets`.  Returns 0, or -ENOMEM.
 */
int offsets_find_medians(const struct series *values,
    const struct series *offsets, struct offset_medians *ret_medians);

/* Returns what `by_offset` says when the margin is `margin`. */
struct offsets offsets_summarise(
    const struct offset_medians *medians, double margin);

/* Returns whether all offsets, or every fourth, were measured. */
bool offsets_are_complete(const struct offsets *offsets);

#endif
