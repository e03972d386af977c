/* SPDX-License-Identifier: BSD-2-Clause */
/* Where memory is: NUMA nodes, and memory on them. */
#include "bench/machine/placement.h"

#include "bench/machine/placement_private.h"

#include <errno.h>
#include <stdint.h>

/*
 * How far a node is from a CPU whose own node is another: by the system's
 * table if it has one, else by the size of the part of the machine that holds
 * both.
 */
static uint64_t
distance_to(const struct placement_machine *machine, hwloc_obj_t pu,
    hwloc_obj_t own, hwloc_obj_t node)
{
	hwloc_uint64_t there;
	hwloc_uint64_t back;
	hwloc_obj_t above = pu;

	if (machine->distances != NULL && own != NULL &&
	    hwloc_distances_obj_pair_values(
	        machine->distances, own, node, &there, &back) == 0)
		return there;
	while (above->parent != NULL &&
	    !hwloc_bitmap_isset(above->nodeset, node->os_index))
		above = above->parent;
	return (uint64_t)hwloc_bitmap_weight(above->cpuset);
}

/*
 * hwloc leaves out nodes that this process may not use.  A description in which
 * none has memory only does not tell the sizes.
 */
static bool
has_memory(const struct placement_machine *machine, hwloc_obj_t node)
{
	return node->attr->numanode.local_memory > 0 ||
	    hwloc_get_root_obj(machine->topology)->total_memory == 0;
}

/*
 * The node of a CPU, with memory or without: of several the narrowest, then the
 * first, which is the ordinary memory where there is more than one sort.
 */
static hwloc_obj_t
node_of(
    const struct placement_machine *machine, hwloc_obj_t pu, bool wants_memory)
{
	hwloc_obj_t node = NULL;
	hwloc_obj_t best = NULL;
	int best_cpus = 0;

	while ((node = hwloc_get_next_obj_by_type(
	            machine->topology, HWLOC_OBJ_NUMANODE, node)) != NULL) {
		const int n_cpus = hwloc_bitmap_weight(node->cpuset);

		if (!hwloc_bitmap_isset(node->cpuset, pu->os_index) ||
		    (wants_memory && !has_memory(machine, node)))
			continue;
		if (best == NULL || n_cpus < best_cpus ||
		    (n_cpus == best_cpus && node->os_index < best->os_index)) {
			best = node;
			best_cpus = n_cpus;
		}
	}
	return best;
}

/* The nearest node with memory to a CPU that has none of its own. */
static hwloc_obj_t
nearest_memory(
    const struct placement_machine *machine, hwloc_obj_t pu, hwloc_obj_t own)
{
	hwloc_obj_t node = NULL;
	hwloc_obj_t best = NULL;
	uint64_t best_distance = 0;

	while ((node = hwloc_get_next_obj_by_type(
	            machine->topology, HWLOC_OBJ_NUMANODE, node)) != NULL) {
		uint64_t distance;

		if (!has_memory(machine, node))
			continue;
		distance = distance_to(machine, pu, own, node);
		if (best == NULL || distance < best_distance ||
		    (distance == best_distance &&
		        node->os_index < best->os_index)) {
			best = node;
			best_distance = distance;
		}
	}
	return best;
}

void
placement_find_nodes(
    const struct placement_machine *machine, hwloc_obj_t pu, struct seat *seat)
{
	const hwloc_obj_t own = node_of(machine, pu, false);
	hwloc_obj_t memory = node_of(machine, pu, true);

	if (memory == NULL)
		memory = nearest_memory(machine, pu, own);
	seat->at[LEVEL_NODE] = own == NULL ? -1 : (int)own->os_index;
	seat->memory = memory == NULL ? -1 : (int)memory->os_index;
}

unsigned
placement_count_nodes(const struct placement_machine *machine)
{
	const int n =
	    hwloc_get_nbobjs_by_type(machine->topology, HWLOC_OBJ_NUMANODE);

	return n < 0 ? 0 : (unsigned)n;
}

int
placement_bind_memory(const struct placement_machine *machine, void *memory,
    size_t bytes, int node)
{
	hwloc_bitmap_t set = hwloc_bitmap_alloc();
	int err = 0;

	if (set == NULL)
		return -ENOMEM;
	/* Not strictly: a full node is no reason to be killed. */
	if (node < 0)
		err = -ENODEV;
	else if (hwloc_bitmap_only(set, (unsigned)node) != 0 ||
	    hwloc_set_area_membind(machine->topology, memory, bytes, set,
	        HWLOC_MEMBIND_BIND, HWLOC_MEMBIND_BYNODESET) != 0)
		err = -errno;
	hwloc_bitmap_free(set);
	return err;
}

int
placement_find_memory(const struct placement_machine *machine,
    const void *memory, size_t bytes, int *ret_node)
{
	hwloc_bitmap_t set = hwloc_bitmap_alloc();
	int err = 0;

	if (set == NULL)
		return -ENOMEM;
	if (hwloc_get_area_memlocation(machine->topology, memory, bytes, set,
	        HWLOC_MEMBIND_BYNODESET) != 0)
		err = -errno;
	else if (hwloc_bitmap_weight(set) != 1)
		err = -ENXIO;
	else
		*ret_node = hwloc_bitmap_first(set);
	hwloc_bitmap_free(set);
	return err;
}
