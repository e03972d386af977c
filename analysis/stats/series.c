/* SPDX-License-Identifier: BSD-2-Clause */
/* series: see series.h. */
#include "analysis/stats/series.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

int
series_add(struct series *s, double value)
{
	if (s->n == s->n_allocated) {
		const size_t n = s->n == 0 ? 16 : 2 * s->n;
		double *values = reallocarray(s->values, n, sizeof(*values));

		if (values == NULL)
			return -ENOMEM;
		s->values = values;
		s->n_allocated = n;
	}
	s->values[s->n++] = value;
	return 0;
}

static int
compare_values(const void *left, const void *right)
{
	const double a = *(const double *)left;
	const double b = *(const double *)right;

	return (a > b) - (a < b);
}

void
series_sort(struct series *s)
{
	if (s->n > 1)
		qsort(s->values, s->n, sizeof(*s->values), compare_values);
}

int
series_copy_sorted(const struct series *from, double sign, struct series *to)
{
	for (size_t i = 0; i < from->n; i++) {
		if (series_add(to, sign * from->values[i]) < 0)
			return -ENOMEM;
	}
	series_sort(to);
	return 0;
}

double
series_median(const struct series *s)
{
	if (s->n == 0)
		return NAN;
	return (s->values[(s->n - 1) / 2] + s->values[s->n / 2]) / 2;
}

void
series_fini(struct series *s)
{
	free(s->values);
	*s = (struct series){ 0 };
}

struct spread
spread_make(struct series *s)
{
	struct spread spread = { .n = s->n, .p99 = NAN, .max = NAN };

	series_sort(s);
	spread.median = series_median(s);
	if (s->n == 0)
		return spread;
	spread.p99 = s->values[s->n - s->n / 100 - 1];
	spread.max = s->values[s->n - 1];
	return spread;
}
