/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The part of the environment that this process has: what the kernel gives it.
 */
#ifndef BENCH_MACHINE_ENVIRONMENT_TASK_H
#define BENCH_MACHINE_ENVIRONMENT_TASK_H

#include "bench/machine/environment.h"

/*
 * Adds the niceness and the scheduler of this process, and what its control
 * groups may use; keeps what these were throttled so far.
 */
void environment_look_at_task(struct environment *environment);

#endif /* BENCH_MACHINE_ENVIRONMENT_TASK_H */
