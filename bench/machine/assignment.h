/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where the rows of n threads run: for each placement that was asked for
 * its CPUs, or why it has none; what stands in for it then; and, where the
 * default gives nothing, a last resort.  No two have the same CPUs.
 */
#ifndef BENCH_MACHINE_ASSIGNMENT_H
#define BENCH_MACHINE_ASSIGNMENT_H

#include "base/reason.h"
#include "bench/machine/sharing.h"

/* Where threads run unless told. */
#define ASSIGNMENT_DEFAULT "same-core,same-l3,same-socket,cross-socket"

/* More than there are placements, each of which stands here once. */
#define ASSIGNMENT_PLACES_MAX 16

#define ASSIGNMENT_NAME_BYTES 256

struct assignment_place {
	char placement[ASSIGNMENT_NAME_BYTES];
	unsigned cpus[PLACEMENT_CPUS_MAX];
	struct reason skipped; /* empty: n CPUs were found */
};

struct assignment {
	struct assignment_place places[ASSIGNMENT_PLACES_MAX];
	unsigned n_places;
};

/*
 * Finds the CPUs of n threads, of n_locations locations, for a comma-separated list of
 * placements, or, if list is NULL, for the default, which gives at least one
 * that is not skipped if n is 2 and there are two locations.  Returns 0, -ENOMEM,
 * or -ENOENT with the reason if there is no such placement.
 */
int assignment_make(const struct location *locations, unsigned n_locations,
    const char *list, unsigned n, struct assignment *ret, struct reason *why);

/*
 * Takes the CPUs of a list such as "0,2-3" as the one place, called by them; it
 * is skipped if there are not n of them.  Returns 0, or as cpu_list_parse().
 */
int assignment_of_list(const struct location *locations, unsigned n_locations,
    const char *cpus, unsigned n, struct assignment *ret, struct reason *why);

#endif /* BENCH_MACHINE_ASSIGNMENT_H */
