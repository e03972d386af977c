/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * census: what an arm measured at each offset of its loop.
 *
 * One instruction more can cost a cycle at one offset modulo 64 and nothing at
 * the next.  Offsets are few: measured at every fourth of them, or at all, the
 * mean over offsets is no sample but the truth.
 */
#ifndef ANALYSIS_REPORT_CENSUS_H
#define ANALYSIS_REPORT_CENSUS_H

#include "analysis/stats/series.h"

#include <stdbool.h>
#include <stddef.h>

#define CENSUS_OFFSETS 64

/* Every fourth offset is enough. */
#define CENSUS_LEAST 16

/* Per offset the median of its units, NAN if there is none. */
struct census {
	double medians[CENSUS_OFFSETS];
};

/*
 * What a census says: `n` offsets were measured, `n_even` of them at the same
 * distance of four from one another.  All are logs of ratios, NAN without any
 * offset; `beyond_share` is the share of offsets above a margin.
 */
struct offsets {
	size_t n;
	size_t n_even;
	double mean;
	double median;
	double worst;
	unsigned worst_pad;
	double beyond_share;
};

/*
 * Takes the census of `values`, each of a unit whose offset, below
 * CENSUS_OFFSETS, stands at the same place of `pads`.  Returns 0, or -ENOMEM.
 */
int census_take(const struct series *values, const struct series *pads,
    struct census *ret_census);

/* Returns what `census` says when the margin is `margin`. */
struct offsets census_tell(const struct census *census, double margin);

/* Whether the offsets are all or every fourth. */
bool census_is_whole(const struct offsets *offsets);

#endif
