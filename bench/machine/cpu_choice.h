/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Chooses the CPUs of a named placement (placement.h).  It sees locations
 * alone, so that tests can make them up.
 */
#ifndef BENCH_MACHINE_CPU_CHOICE_H
#define BENCH_MACHINE_CPU_CHOICE_H

#include "base/reason.h"
#include "bench/machine/sharing.h"

/*
 * Chooses n of n_locations locations, at most PLACEMENT_CPUS_MAX, for the
 * placement called name, and writes their CPUs to ret_cpus.  All are of one
 * kind, the fastest that can give the placement; mixed-kinds is the exception.
 * Locations of one core, L3 or package must be neighbours in the array.
 * Returns 0; -ENOMEM; or, with the reason, -ENOENT if there is no such
 * placement and -ENODEV if the machine cannot give it.
 */
int cpu_choice_make(const struct location locations[], unsigned n_locations,
    const char *name, unsigned n, unsigned ret_cpus[], struct reason *why);

/*
 * Returns the placement that stands in for the one called name, with the reason
 * in *why, if no location shows the level that name refers to.  Otherwise
 * returns NULL.
 */
const char *cpu_choice_stand_in(const struct location locations[],
    unsigned n_locations, const char *name, struct reason *why);

#endif /* BENCH_MACHINE_CPU_CHOICE_H */
