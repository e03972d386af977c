/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which CPUs the threads of a row run on: for each placement that was asked
 * for, its CPUs or why it has none; then the placement that stands in for it;
 * and, where the default list gives nothing, a last resort.  No two places have
 * the same CPUs.
 */
#ifndef BENCH_MACHINE_ASSIGNMENT_H
#define BENCH_MACHINE_ASSIGNMENT_H

#include "base/reason.h"
#include "bench/machine/sharing.h"

/* The placements that are used unless others are asked for. */
#define ASSIGNMENT_DEFAULT "same-core,same-l3,same-socket,cross-socket"

/* More than there are placements; each is used at most once. */
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
 * Finds the CPUs of n threads, among n_locations locations, for each placement
 * of a comma-separated list.  If list is NULL, takes the default list, which
 * gives at least one place that is not skipped if n is 2 and there are two
 * locations.  Returns 0, -ENOMEM, or -ENOENT with the reason if a placement
 * does not exist.
 */
int assignment_make(const struct location *locations, unsigned n_locations,
    const char *list, unsigned n, struct assignment *ret, struct reason *why);

/*
 * Makes one place of the CPUs of a list such as "0,2-3", and names it after
 * them.  The place is skipped if the list has fewer than n CPUs.  Returns 0, or
 * the errors of cpu_list_parse().
 */
int assignment_of_list(const struct location *locations, unsigned n_locations,
    const char *cpus, unsigned n, struct assignment *ret, struct reason *why);

#endif /* BENCH_MACHINE_ASSIGNMENT_H */
