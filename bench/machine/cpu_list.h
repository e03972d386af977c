/* SPDX-License-Identifier: BSD-2-Clause */
/* Lists of CPUs: parses "0,2-3", and sorts and searches CPU numbers. */
#ifndef BENCH_MACHINE_CPU_LIST_H
#define BENCH_MACHINE_CPU_LIST_H

#include "base/reason.h"
#include "bench/machine/sharing.h"

/*
 * Parses a list of CPUs, each of which must be among n_locations locations.
 * Writes them to ret_cpus in rising order, and their number, at most
 * PLACEMENT_CPUS_MAX, to *ret_n.  Returns 0; -ENOMEM; or, with the reason,
 * -EINVAL for a text that is no list or names a CPU twice, and -ENODEV for a
 * CPU that has no location.
 */
int cpu_list_parse(const struct location locations[], unsigned n_locations,
    const char *list, unsigned ret_cpus[], unsigned *ret_n, struct reason *why);

/* Sorts CPU numbers, lowest first. */
void cpu_list_sort(unsigned cpus[], unsigned n);

/* Returns the place of cpu among n sorted CPUs, or NULL. */
const unsigned *cpu_list_find(const unsigned cpus[], unsigned n, unsigned cpu);

#endif /* BENCH_MACHINE_CPU_LIST_H */
