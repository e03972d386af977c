/* SPDX-License-Identifier: BSD-2-Clause */
/* offsets: see offsets.h. */
#include "analysis/report/offsets.h"

#include <math.h>

#define DISTANCE (OFFSETS_ALL / OFFSETS_LEAST)

/* Puts the median of the values at `pad` in `ret_median`. */
static int
take_offset(const struct series *values, const struct series *pads,
    unsigned pad, double *ret_median)
{
	struct series here = { 0 };
	int rc = 0;

	for (size_t i = 0; i < values->n && rc == 0; i++) {
		if (pads->values[i] == pad)
			rc = series_add(&here, values->values[i]);
	}
	series_sort(&here);
	*ret_median = series_median(&here);
	series_fini(&here);
	return rc;
}

int
offsets_find_medians(const struct series *values, const struct series *pads,
    struct offset_medians *ret_medians)
{
	int rc = 0;

	for (unsigned pad = 0; pad < OFFSETS_ALL && rc == 0; pad++)
		rc = take_offset(values, pads, pad, &ret_medians->at[pad]);
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

	for (unsigned pad = 0; pad < OFFSETS_ALL; pad++) {
		const double value = medians->at[pad];

		if (isnan(value))
			continue;
		known[o.n++] = value;
		sum += value;
		n_beyond += value > margin;
		if (++n_even[pad % DISTANCE] > o.n_even)
			o.n_even = n_even[pad % DISTANCE];
		if (isnan(o.worst) || value > o.worst) {
			o.worst = value;
			o.worst_pad = pad;
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
