/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The choice among a machine's CPUs: which of them a named placement takes.
 * Pure: it sees indices, whoever found them.  The placements are those of
 * placement.h.
 */
#ifndef BENCH_MACHINE_CPU_CHOICE_H
#define BENCH_MACHINE_CPU_CHOICE_H

#include "base/reason.h"
#include "bench/machine/sharing.h"

/*
 * Chooses n of n_locations locations, at most PLACEMENT_CPUS_MAX, for the placement
 * called name, and writes their CPUs to ret_cpus.  All are of one kind, the
 * highest that can give the placement, but for mixed-kinds.  Locations of one core,
 * L3 or package stand beside one another.  Returns 0, -ENOMEM, -ENOENT if there
 * is no such placement, -ENODEV if there are no such locations; both with the
 * reason.
 */
int cpu_choice_make(const struct location locations[], unsigned n_locations,
    const char *name, unsigned n, unsigned ret_cpus[], struct reason *why);

/*
 * Returns the placement that stands in for the one called name, with the reason
 * in *why, if no location shows the level that this is named by; else NULL.
 */
const char *cpu_choice_stand_in(const struct location locations[],
    unsigned n_locations, const char *name, struct reason *why);

#endif /* BENCH_MACHINE_CPU_CHOICE_H */
