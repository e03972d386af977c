/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The machine that a plan is made for: this one, or one that a file describes,
 * in hwloc's XML if it begins with '<', else in one line of hwloc's synthetic
 * format.
 */
#ifndef BENCH_MACHINE_TOPOLOGY_H
#define BENCH_MACHINE_TOPOLOGY_H

#include "bench/machine/placement.h"

/*
 * Opens the machine that the file at path describes, or this one if path is
 * NULL.  Returns 0, -ENOMEM, or a negative errno with a reason that names the
 * file: it cannot be read, is empty, too long, or nothing that hwloc makes a
 * machine of.  Refuses, with -EINVAL, if path is NULL and hwloc was told by its
 * environment to see another machine than this.
 */
int topology_open(
    const char *path, struct placement_machine **ret, struct reason *why);

#endif /* BENCH_MACHINE_TOPOLOGY_H */
