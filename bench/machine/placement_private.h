/* SPDX-License-Identifier: BSD-2-Clause */
/* What the two files behind placement.h share; for no other to include. */
#ifndef BENCH_MACHINE_PLACEMENT_PRIVATE_H
#define BENCH_MACHINE_PLACEMENT_PRIVATE_H

#include "bench/machine/seats.h"

#include <hwloc.h>

struct placement_machine {
	hwloc_topology_t topology;
	hwloc_bitmap_t allowed;              /* CPUs this process may use */
	struct hwloc_distances_s *distances; /* between NUMA nodes, or NULL */
	struct seat *seats;                  /* one for each of these CPUs */
	unsigned n_seats;
};

/*
 * Finds the NUMA node of a CPU, and the nearest that has memory this process
 * may use.  Writes *seat's node and memory.
 */
void placement_find_nodes(
    const struct placement_machine *machine, hwloc_obj_t pu, struct seat *seat);

#endif /* BENCH_MACHINE_PLACEMENT_PRIVATE_H */
