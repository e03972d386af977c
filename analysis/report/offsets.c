/* SPDX-License-Identifier: BSD-2-Clause */
/* offsets: see offsets.h. */
#include "analysis/report/offsets.h"

#include <math.h>

#define DISTANCE (OFFSETS_ALL / OFFSETS_LEAST)

/* Stores the median of the values at `offset` in `ret_median`. */
static int
find_median(const struct series *values, const struct series *offsets,
    unsigned offset, double *ret_median)
{
	struct series here = { 0 };
	int rc = 0;

	for (size_t i = 0; i < values->n && rc == 0; i++) {
		if (offsets->values[i] == offset)
			rc = series_add(&here, values->values[i]);
	}
	series_sort(&here);
	*ret_median = series_median(&here);
	series_fini(&here);
	return rc;
}

int
offsets_find_medians(const struct series *values, const struct series *offsets,
    struct offset_medians *ret_medians)
{
	int rc = 0;

	for (unsigned offset = 0; offset < OFFSETS_ALL && rc == 0; offset++)
		rc = find_median(
		    values, offsets, offset, &ret_medians->at[offset]);
	return rc;
}

/* Returns the median of the first `n` of `medians`, which it sorts. */
static double
median_of(double *medians, size_t n)
{
	struct series s = { .values = medians, .n = n };

	series_sort(&s);
	return series_median(&s);
}

struct offsets
offsets_summarise(const struct offset_medians *medians, double margin)
{
	struct offsets o = { .mean = NAN, .worst = NAN, .beyond_share = NAN };
	double known[OFFSETS_ALL];
	size_t n_even[DISTANCE] = { 0 };
	size_t n_beyond = 0;
	double sum = 0;

	for (unsigned offset = 0; offset < OFFSETS_ALL; offset++) {
		const double value = medians->at[offset];

		if (isnan(value))
			continue;
		known[o.n++] = value;
		sum += value;
		n_beyond += value > margin;
		if (++n_even[offset % DISTANCE] > o.n_even)
			o.n_even = n_even[offset % DISTANCE];
		if (isnan(o.worst) || value > o.worst) {
			o.worst = value;
			o.worst_offset = offset;
		}
	}
	if (o.n > 0) {
		o.mean = sum / (double)o.n;
		o.beyond_share = (double)n_beyond / (double)o.n;
	}
	o.median = median_of(known, o.n);
	return o;
}

bool
offsets_are_complete(const struct offsets *offsets)
{
	return offsets->n_even == OFFSETS_LEAST;
}
