/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/nodes.h"

#include <stdint.h>

void
nodes_open(hwloc_topology_t topology, struct nodes *ret)
{
	unsigned n = 1;

	*ret = (struct nodes){ .topology = topology };
	if (hwloc_distances_get_by_type(topology, HWLOC_OBJ_NUMANODE, &n,
	        &ret->distances, HWLOC_DISTANCES_KIND_MEANS_LATENCY, 0) != 0 ||
	    n == 0)
		ret->distances = NULL;
}

/*
 * Returns how far a node is from the CPU pu, which belongs to the node own.
 * The system's table tells it; without one, the size of the part of the machine
 * that contains both does.
 */
static uint64_t
distance_to(const struct nodes *nodes, hwloc_obj_t pu, hwloc_obj_t own,
    hwloc_obj_t node)
{
	hwloc_uint64_t there;
	hwloc_uint64_t back;
	hwloc_obj_t above = pu;

	if (nodes->distances != NULL && own != NULL &&
	    hwloc_distances_obj_pair_values(
	        nodes->distances, own, node, &there, &back) == 0)
		return there;
	while (above->parent != NULL &&
	    !hwloc_bitmap_isset(above->nodeset, node->os_index))
		above = above->parent;
	return (uint64_t)hwloc_bitmap_weight(above->cpuset);
}

/*
 * Whether a node has memory.  hwloc leaves out nodes that this process may not
 * use.  A description in which no node has memory only omits the sizes.
 */
static bool
has_memory(const struct nodes *nodes, hwloc_obj_t node)
{
	return node->attr->numanode.local_memory > 0 ||
	    hwloc_get_root_obj(nodes->topology)->total_memory == 0;
}

/*
 * Returns the node of a CPU.  Of several it is the narrowest, then the first,
 * which is ordinary memory where there is more than one sort.
 */
static hwloc_obj_t
node_of(const struct nodes *nodes, hwloc_obj_t pu, bool wants_memory)
{
	hwloc_obj_t node = NULL;
	hwloc_obj_t best = NULL;
	int best_cpus = 0;

	while ((node = hwloc_get_next_obj_by_type(
	            nodes->topology, HWLOC_OBJ_NUMANODE, node)) != NULL) {
		const int n_cpus = hwloc_bitmap_weight(node->cpuset);

		if (!hwloc_bitmap_isset(node->cpuset, pu->os_index) ||
		    (wants_memory && !has_memory(nodes, node)))
			continue;
		if (best == NULL || n_cpus < best_cpus ||
		    (n_cpus == best_cpus && node->os_index < best->os_index)) {
			best = node;
			best_cpus = n_cpus;
		}
	}
	return best;
}

/* Returns the node with memory that is nearest to a CPU without its own. */
static hwloc_obj_t
nearest_memory(const struct nodes *nodes, hwloc_obj_t pu, hwloc_obj_t own)
{
	hwloc_obj_t node = NULL;
	hwloc_obj_t best = NULL;
	uint64_t best_distance = 0;

	while ((node = hwloc_get_next_obj_by_type(
	            nodes->topology, HWLOC_OBJ_NUMANODE, node)) != NULL) {
		uint64_t distance;

		if (!has_memory(nodes, node))
			continue;
		distance = distance_to(nodes, pu, own, node);
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
nodes_find(const struct nodes *nodes, hwloc_obj_t pu, struct location *location)
{
	const hwloc_obj_t own = node_of(nodes, pu, false);
	hwloc_obj_t memory = node_of(nodes, pu, true);

	if (memory == NULL)
		memory = nearest_memory(nodes, pu, own);
	location->at[LEVEL_NODE] = own == NULL ? -1 : (int)own->os_index;
	location->memory = memory == NULL ? -1 : (int)memory->os_index;
}

void
nodes_close(struct nodes *nodes)
{
	if (nodes->distances != NULL)
		hwloc_distances_release(nodes->topology, nodes->distances);
}
