/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the CPUs of a machine share, from a core to the whole machine.  hwloc
 * shows only some levels on each machine; this file decides which level stands
 * in for one that it does not show.  It sees locations alone, so that tests can
 * make them up.
 */
#ifndef BENCH_MACHINE_SHARING_H
#define BENCH_MACHINE_SHARING_H

#include <stdbool.h>

/* If two levels contain the same CPUs, the first counts as the narrower. */
enum level {
	LEVEL_CORE,
	LEVEL_L1,
	LEVEL_L2,
	LEVEL_L3,
	LEVEL_L4,
	LEVEL_L5,
	LEVEL_DIE,
	LEVEL_NODE, /* NUMA, by the system's number; the others by hwloc's */
	LEVEL_PACKAGE,
	LEVEL_MACHINE,
	LEVEL_COUNT,
};

/* The most threads a row may have. */
#define PLACEMENT_CPUS_MAX 1024

/* A CPU that may be used, and where it is in the machine. */
struct location {
	unsigned cpu;
	int at[LEVEL_COUNT]; /* its core, L3, ...; -1 where there is none */
	int memory;    /* the node, with memory, that is nearest; likewise */
	int kind;      /* of core; the higher, the faster */
	bool is_first; /* of its core's allowed CPUs of its kind */
};

/* Whether two locations share a level. */
static inline bool
location_share(
    const struct location *one, const struct location *other, enum level level)
{
	return one->at[level] != -1 && one->at[level] == other->at[level];
}

/* What a machine's CPUs share. */
struct sharing {
	/*
	 * How many pairs of neighbouring cores share each level.  If one level
	 * contains another, it has as many pairs or more.
	 */
	unsigned n_pairs[LEVEL_COUNT];
	enum level inner; /* what is a core's: the core */
	enum level near;  /* what cores share that are close: the L3 */
	enum level far;   /* the widest that is shown: the package */
};

/* Returns the common name of a level: "L3", "package". */
const char *sharing_name(enum level level);

/*
 * Finds the levels of n locations, of which neighbours stand side by side.
 * Where none has a package, far is the machine.  Where none has a core, inner
 * is the narrowest level that two CPUs share, at most far; near is found
 * likewise where none has an L3.  Counts only locations of the kind *kind,
 * unless kind is NULL.
 */
struct sharing sharing_find(
    const struct location *locations, unsigned n, const int *kind);

/* Whether one level is narrower than another on this machine. */
bool sharing_is_narrower(
    const struct sharing *sharing, enum level one, enum level other);

#endif /* BENCH_MACHINE_SHARING_H */
