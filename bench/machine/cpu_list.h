/* SPDX-License-Identifier: BSD-2-Clause */
/* Lists of CPUs: as people write them, "0,2-3", and as numbers. */
#ifndef BENCH_MACHINE_CPU_LIST_H
#define BENCH_MACHINE_CPU_LIST_H

#include "base/reason.h"
#include "bench/machine/sharing.h"

/*
 * Takes the CPUs of a list, in rising order, from n_locations locations.  Writes how
 * many to *ret_n, at most PLACEMENT_CPUS_MAX.  Returns 0, -ENOMEM, -EINVAL for
 * what is not a list or has a CPU twice, -ENODEV for a CPU that has no location;
 * both with the reason.
 */
int cpu_list_parse(const struct location locations[], unsigned n_locations,
    const char *list, unsigned ret_cpus[], unsigned *ret_n, struct reason *why);

/* Sorts the numbers of CPUs, lowest first. */
void cpu_list_sort(unsigned cpus[], unsigned n);

/* Which of n sorted CPUs is this one; NULL: none. */
const unsigned *cpu_list_find(const unsigned cpus[], unsigned n, unsigned cpu);

#endif /* BENCH_MACHINE_CPU_LIST_H */
