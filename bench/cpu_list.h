/* SPDX-License-Identifier: BSD-2-Clause */
/* A list of CPUs as people write it: "0,2-3". */
#ifndef BENCH_CPU_LIST_H
#define BENCH_CPU_LIST_H

#include "bench/reason.h"
#include "bench/seats.h"

/*
 * Takes the CPUs of a list, in rising order, from n_seats seats.  Writes how
 * many to *ret_n, at most PLACEMENT_CPUS_MAX.  Returns 0, -ENOMEM, -EINVAL for
 * what is not a list or has a CPU twice, -ENODEV for a CPU that has no seat;
 * both with the reason.
 */
int cpu_list_parse(const struct seat seats[], unsigned n_seats,
    const char *list, unsigned ret_cpus[], unsigned *ret_n, struct reason *why);

#endif /* BENCH_CPU_LIST_H */
