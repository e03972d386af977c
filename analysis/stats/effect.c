/* SPDX-License-Identifier: BSD-2-Clause */
/* effect: see effect.h. */
#include "analysis/stats/effect.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

double
effect_half_width(const struct stats_result *test)
{
	return (test->upper - test->lower) / 2;
}

double
effect_percent(double log_ratio)
{
	return isfinite(log_ratio) ? 100 * expm1(log_ratio) : NAN;
}

void
effect_widen(struct stats_result *test, double resolution)
{
	test->lower = fmin(test->lower, test->estimate - resolution);
	test->upper = fmax(test->upper, test->estimate + resolution);
}

int
effect_correct(struct effect *const *effects, size_t n)
{
	double *p = calloc(n + 1, sizeof(*p));
	double *adjusted = calloc(n + 1, sizeof(*adjusted));
	int rc = -ENOMEM;

	if (p == NULL || adjusted == NULL)
		goto free_both;
	for (size_t i = 0; i < n; i++)
		p[i] = effects[i]->test.p_value;
	rc = stats_holm(p, n, adjusted);
	for (size_t i = 0; i < n && rc == 0; i++) {
		effects[i]->adjusted_p = adjusted[i];
		effects[i]->n_judged = n;
	}
free_both:
	free(adjusted);
	free(p);
	return rc;
}
