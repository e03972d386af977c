/* SPDX-License-Identifier: BSD-2-Clause */
/* walsh: see walsh.h. */
#include "analysis/stats/walsh.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool
is_of_one(const struct walsh *p)
{
	return p->y.n == 0;
}

static double
value_of(const struct walsh *p, size_t i, size_t j)
{
	if (is_of_one(p))
		return (p->x.values[i] + p->x.values[j]) / 2;
	return p->x.values[i] + p->y.values[j];
}

int
walsh_of_one(const struct series *x, struct walsh *ret_walsh)
{
	struct walsh p = { .n = x->n * (x->n + 1) / 2 };

	if (series_copy_sorted(x, 1, &p.x) < 0) {
		walsh_fini(&p);
		return -ENOMEM;
	}
	*ret_walsh = p;
	return 0;
}

int
walsh_of_two(
    const struct series *x, const struct series *y, struct walsh *ret_walsh)
{
	struct walsh p = { .n = x->n * y->n };

	if (series_copy_sorted(x, 1, &p.x) < 0 ||
	    series_copy_sorted(y, -1, &p.y) < 0) {
		walsh_fini(&p);
		return -ENOMEM;
	}
	*ret_walsh = p;
	return 0;
}

/* As x rises, fewer of the y stay at or below the value: `end` only falls. */
static size_t
count_up_to(const struct walsh *p, double value)
{
	size_t end = is_of_one(p) ? p->x.n : p->y.n;
	size_t n = 0;

	for (size_t i = 0; i < p->x.n && end > 0; i++) {
		while (end > 0 && value_of(p, i, end - 1) > value)
			end--;
		n += is_of_one(p) && end > i ? i + 1 : end;
	}
	return n;
}

size_t
walsh_count_above(const struct walsh *p, double value)
{
	return p->n - count_up_to(p, value);
}

/* Maps a double to an integer of the same order; both zeros map to 0. */
static int64_t
key_of(double value)
{
	int64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits < 0 ? INT64_MIN - bits : bits;
}

/* Maps back. */
static double
value_at(int64_t key)
{
	const int64_t bits = key < 0 ? INT64_MIN - key : key;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

double
walsh_find_rank(const struct walsh *p, size_t rank)
{
	const size_t last = is_of_one(p) ? p->x.n - 1 : p->y.n - 1;
	int64_t low = key_of(value_of(p, 0, 0));
	int64_t high = key_of(value_of(p, p->x.n - 1, last));

	while (low < high) {
		/* Their mean, without a sum that may overflow. */
		const int64_t middle = (low & high) + ((low ^ high) >> 1);

		if (count_up_to(p, value_at(middle)) >= rank)
			high = middle;
		else
			low = middle + 1;
	}
	return value_at(low);
}

double
walsh_median(const struct walsh *p)
{
	const double below = walsh_find_rank(p, (p->n + 1) / 2);

	return p->n % 2 == 1 ? below
	                     : (below + walsh_find_rank(p, p->n / 2 + 1)) / 2;
}

void
walsh_fini(struct walsh *p)
{
	series_fini(&p->x);
	series_fini(&p->y);
}
