/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The NUMA nodes of a machine: which one a CPU belongs to, and which one with
 * memory is nearest to it.  A part of hwloc's door: for placement.c alone.
 */
#ifndef BENCH_MACHINE_NODES_H
#define BENCH_MACHINE_NODES_H

#include "bench/machine/sharing.h"

#include <hwloc.h>

struct nodes {
	hwloc_topology_t topology;
	struct hwloc_distances_s *distances; /* NULL: the system tells none */
};

/*
 * Reads the distances between the nodes of a loaded topology, which must
 * outlive *ret.
 */
void nodes_open(hwloc_topology_t topology, struct nodes *ret);

/* Accepts a *nodes that is all 0. */
void nodes_close(struct nodes *nodes);

/*
 * Writes into *location the node of the CPU pu, and the nearest node that has
 * memory this process may use; -1 where there is none.
 */
void nodes_find(
    const struct nodes *nodes, hwloc_obj_t pu, struct location *location);

#endif /* BENCH_MACHINE_NODES_H */
