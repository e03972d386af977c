/* SPDX-License-Identifier: BSD-2-Clause */
/* The part of the environment that each CPU has for itself. */
#ifndef BENCH_MACHINE_ENVIRONMENT_CPUS_H
#define BENCH_MACHINE_ENVIRONMENT_CPUS_H

#include "bench/machine/environment.h"

/*
 * Adds, of the CPUs in the scope, the worst governor, preference, boost and
 * limit of frequency; and whether all are among those that are isolated, if any
 * are.
 */
void environment_look_at_cpus(struct environment *environment);

#endif /* BENCH_MACHINE_ENVIRONMENT_CPUS_H */
