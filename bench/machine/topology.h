/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The machine that a plan is made for: this one, or one that a file describes
 * (placement_open()).
 */
#ifndef BENCH_MACHINE_TOPOLOGY_H
#define BENCH_MACHINE_TOPOLOGY_H

#include "bench/machine/placement.h"

/*
 * Opens the machine that the file at path describes, or this one if path is
 * NULL.  Returns 0; -ENOMEM; or a negative errno with a reason that names the
 * file, which cannot be read, is empty or too long, or describes no machine to
 * hwloc.  If path is NULL, returns -EINVAL if hwloc's variables make it see
 * another machine.
 */
int topology_open(
    const char *path, struct placement_machine **ret, struct reason *why);

#endif /* BENCH_MACHINE_TOPOLOGY_H */
