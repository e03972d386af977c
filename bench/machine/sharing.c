/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/sharing.h"

#include <stddef.h>

static const char *const names[LEVEL_COUNT] = {
	[LEVEL_CORE] = "core",
	[LEVEL_L1] = "L1",
	[LEVEL_L2] = "L2",
	[LEVEL_L3] = "L3",
	[LEVEL_L4] = "L4",
	[LEVEL_L5] = "L5",
	[LEVEL_DIE] = "die",
	[LEVEL_NODE] = "NUMA node",
	[LEVEL_PACKAGE] = "package",
	[LEVEL_MACHINE] = "machine",
};

/* Levels that may stand in for one that is not shown, the best first. */
static const enum level substitutes[] = { LEVEL_L3, LEVEL_L2, LEVEL_L1,
	LEVEL_L4, LEVEL_L5, LEVEL_DIE, LEVEL_NODE };

const char *
sharing_name(enum level level)
{
	return names[level];
}

/* Some of a machine's locations. */
struct location_set {
	const struct location *locations;
	unsigned n;
	const int *kind; /* if not NULL, only locations of this kind */
};

static bool
has_location(const struct location_set *set, const struct location *location)
{
	return set->kind == NULL || location->kind == *set->kind;
}

static bool
is_shown(const struct location_set *set, enum level level)
{
	for (unsigned i = 0; i < set->n; i++)
		if (has_location(set, &set->locations[i]) &&
		    set->locations[i].at[level] != -1)
			return true;
	return false;
}

/*
 * How many pairs of neighbouring cores, each by its first CPU, share a level.
 */
static unsigned
count_pairs(const struct location_set *set, enum level level)
{
	const struct location *before = NULL;
	unsigned n_pairs = 0;

	for (unsigned i = 0; i < set->n; i++) {
		const struct location *location = &set->locations[i];

		if (!location->is_first || !has_location(set, location))
			continue;
		if (before != NULL)
			n_pairs += location_share(before, location, level);
		before = location;
	}
	return n_pairs;
}

/*
 * Whether a level is named instead of the farthest, if both contain the same
 * CPUs.
 */
static bool
may_replace(enum level level, enum level far)
{
	return level == LEVEL_L3 || (far == LEVEL_MACHINE && level < LEVEL_DIE);
}

/*
 * Returns the narrowest level that cores share, up to the farthest that is
 * shown.  Of two as narrow it prefers the L3, then the package, a cache, the
 * machine, a die, a node.
 */
static enum level
find_narrowest(const struct sharing *sharing)
{
	enum level best = sharing->far;

	for (unsigned i = 0; i < sizeof(substitutes) / sizeof(substitutes[0]);
	     i++) {
		const enum level level = substitutes[i];
		const unsigned n = sharing->n_pairs[level];
		const unsigned n_best = sharing->n_pairs[best];

		if (n > 0 &&
		    (n < n_best ||
		        (n == n_best && best == sharing->far &&
		            may_replace(level, best))))
			best = level;
	}
	return best;
}

struct sharing
sharing_find(const struct location *locations, unsigned n, const int *kind)
{
	const struct location_set set = { locations, n, kind };
	struct sharing sharing;

	for (unsigned i = 0; i < LEVEL_COUNT; i++)
		sharing.n_pairs[i] = count_pairs(&set, (enum level)i);
	sharing.far =
	    is_shown(&set, LEVEL_PACKAGE) ? LEVEL_PACKAGE : LEVEL_MACHINE;
	sharing.inner =
	    is_shown(&set, LEVEL_CORE) ? LEVEL_CORE : find_narrowest(&sharing);
	sharing.near =
	    is_shown(&set, LEVEL_L3) ? LEVEL_L3 : find_narrowest(&sharing);
	return sharing;
}

bool
sharing_is_narrower(
    const struct sharing *sharing, enum level one, enum level other)
{
	if (sharing->n_pairs[one] != sharing->n_pairs[other])
		return sharing->n_pairs[one] < sharing->n_pairs[other];
	return one < other;
}
