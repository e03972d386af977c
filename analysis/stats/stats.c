/* SPDX-License-Identifier: BSD-2-Clause */
/* stats: see stats.h. */
#include "analysis/stats/stats.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "analysis/stats/walsh.h"

/* The power of stats_mde() and stats_units_needed(). */
#define POWER 0.9

/* The distribution of how many Walsh averages are positive by chance. */
struct ranks {
	size_t n_pairs;
	bool is_exact;
	double sd; /* of the normal approximation */
	size_t nx;
	size_t ny; /* 0: one sample, signed ranks */
};

static struct ranks
signed_ranks(size_t n)
{
	const double d = (double)n;

	return (struct ranks){
		.n_pairs = n * (n + 1) / 2,
		.is_exact = n <= STATS_MOST_EXACT,
		.sd = sqrt(d * (d + 1) * (2 * d + 1) / 24),
		.nx = n,
	};
}

static struct ranks
rank_sums(size_t nx, size_t ny)
{
	const double x = (double)nx;
	const double y = (double)ny;

	return (struct ranks){
		.n_pairs = nx * ny,
		.is_exact = nx <= STATS_MOST_EXACT && ny <= STATS_MOST_EXACT,
		.sd = sqrt(x * y * (x + y + 1) / 12),
		.nx = nx,
		.ny = ny,
	};
}

/* Returns the smallest count whose excess has a probability < 1 - `alpha`. */
static double
ranks_quantile(const struct ranks *r, double alpha)
{
	const double mean = (double)r->n_pairs / 2;

	if (!r->is_exact)
		return fmax(0, ceil(qnorm(alpha, mean, r->sd, 1, 0) - 0.5));
	if (r->ny == 0)
		return qsignrank(alpha, (double)r->nx, 1, 0);
	return qwilcox(alpha, (double)r->nx, (double)r->ny, 1, 0);
}

/* Returns the probability of `count` or more. */
static double
ranks_p_value(const struct ranks *r, size_t count)
{
	const double below = (double)count - 1;
	const double mean = (double)r->n_pairs / 2;

	if (!r->is_exact)
		return pnorm(below + 0.5, mean, r->sd, 0, 0);
	if (r->ny == 0)
		return psignrank(below, (double)r->nx, 0, 0);
	return pwilcox(below, (double)r->nx, (double)r->ny, 0, 0);
}

static struct stats_result
ask_walsh(const struct walsh *walsh, const struct ranks *r, double alpha,
    double margin)
{
	const size_t rank = (size_t)ranks_quantile(r, alpha);
	struct stats_result result = {
		.estimate = walsh_median(walsh),
		.lower = -INFINITY,
		.upper = INFINITY,
		.p_value = ranks_p_value(r, walsh_count_above(walsh, margin)),
		.least_p = ranks_p_value(r, walsh->n),
	};

	if (rank > 0) {
		result.lower = walsh_find_rank(walsh, rank);
		result.upper = walsh_find_rank(walsh, walsh->n + 1 - rank);
	}
	return result;
}

static const struct stats_result NOTHING_KNOWN = {
	.estimate = NAN,
	.lower = -INFINITY,
	.upper = INFINITY,
	.p_value = 1,
	.least_p = 1,
};

int
stats_signed_rank(const struct series *x, double alpha, double margin,
    struct stats_result *ret_result)
{
	struct walsh walsh;
	const struct ranks r = signed_ranks(x->n);

	if (x->n == 0) {
		*ret_result = NOTHING_KNOWN;
		return 0;
	}
	if (walsh_of_one(x, &walsh) < 0)
		return -ENOMEM;
	*ret_result = ask_walsh(&walsh, &r, alpha, margin);
	walsh_fini(&walsh);
	return 0;
}

int
stats_rank_sum(const struct series *x, const struct series *y, double alpha,
    double margin, struct stats_result *ret_result)
{
	struct walsh walsh;
	const struct ranks r = rank_sums(x->n, y->n);

	if (x->n == 0 || y->n == 0) {
		*ret_result = NOTHING_KNOWN;
		return 0;
	}
	if (walsh_of_two(x, y, &walsh) < 0)
		return -ENOMEM;
	*ret_result = ask_walsh(&walsh, &r, alpha, margin);
	walsh_fini(&walsh);
	return 0;
}

double
stats_sign_upper(const struct series *x, double alpha)
{
	const size_t rank = (size_t)qbinom(alpha, (double)x->n, 0.5, 1, 0);

	return rank == 0 ? INFINITY : x->values[x->n - rank];
}

double
stats_sign_lower(const struct series *x, double alpha)
{
	const size_t rank = (size_t)qbinom(alpha, (double)x->n, 0.5, 1, 0);

	return rank == 0 ? -INFINITY : x->values[rank - 1];
}

struct stats_rate
stats_binomial(size_t n_hits, size_t n, double alpha)
{
	const double hits = (double)n_hits;
	const double misses = (double)(n - n_hits);
	struct stats_rate rate = { .estimate = NAN, .lower = 0, .upper = 1 };

	if (n > 0)
		rate.estimate = hits / (double)n;
	if (n_hits > 0)
		rate.lower = qbeta(alpha / 2, hits, misses + 1, 1, 0);
	if (n_hits < n)
		rate.upper = qbeta(alpha / 2, hits + 1, misses, 0, 0);
	return rate;
}

static int
compare_pointed(const void *left, const void *right)
{
	const double a = **(const double *const *)left;
	const double b = **(const double *const *)right;

	return (a > b) - (a < b);
}

int
stats_holm(const double *p, size_t n, double *ret_adjusted)
{
	if (n == 0)
		return 0;

	const double **order = calloc(n, sizeof(*order));
	if (order == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		order[i] = &p[i];
	qsort(order, n, sizeof(*order), compare_pointed);

	double largest = 0;
	for (size_t i = 0; i < n; i++) {
		largest = fmax(largest, *order[i] * (double)(n - i));
		ret_adjusted[order[i] - p] = fmin(1, largest);
	}
	free(order);
	return 0;
}

double
stats_mde(double half_width, double alpha)
{
	const double z = qnorm(1 - alpha, 0, 1, 1, 0);

	return half_width * (z + qnorm(POWER, 0, 1, 1, 0)) / z;
}

double
stats_units_needed(double half_width, size_t n, double alpha, double distance)
{
	const double ratio = stats_mde(half_width, alpha) / distance;

	return ceil((double)n * ratio * ratio);
}

/*
 * Unit: standard errors of `n` units; `share` is n / n_last.  The final bounds
 * lie sqrt(share) * z from the final estimate, which is spread around the
 * present one by sqrt(1 - share).
 */
double
stats_chance(
    double half_width, size_t n, size_t n_last, double alpha, double distance)
{
	const double z = qnorm(1 - alpha, 0, 1, 1, 0);
	const double share = (double)n / (double)n_last;

	if (half_width == 0)
		return distance > 0;
	return pnorm(z * (distance / half_width - sqrt(share)), 0,
	    sqrt(1 - share), 1, 0);
}

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
