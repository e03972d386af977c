/* SPDX-License-Identifier: BSD-2-Clause */
/* spread: see spread.h. */
#include "analysis/stats/spread.h"

#include <math.h>

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
