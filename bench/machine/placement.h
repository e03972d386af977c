/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where threads run: named placements, found with hwloc inside the CPU set that
 * this process inherited.  A placement that the machine cannot give is refused
 * with its reason, never replaced by another.
 *
 *   same-core     hardware threads of one core
 *   same-l3       cores that share one L3, a thread each
 *   same-socket   cores of one package, in turn from at least two L3s
 *   cross-socket  cores in turn from at least two packages
 *   spread        as far apart as the machine allows, a core each
 *
 * Many machines show no L3, no package or no core.  What stands in for the
 * placement that is named by it is named by what is shared instead:
 *
 *   same-l1, ..., same-l5, same-die, same-numa, same-machine
 *                 cores that share one of these, a thread each
 *
 * Without an L3, the narrowest level that two cores share stands in for it;
 * without a package, the machine.  Without a core, each CPU counts as one, and
 * the narrowest level that two CPUs share stands in.
 *
 *   mixed-kinds   CPUs of different kinds, where no two are of one kind
 *
 * A core is used once except for same-core.  Where cores are of several kinds,
 * as fast and thrifty ones, the threads of a row run on one kind: the fastest
 * that can give the placement.  This is hwloc's only door.
 */
#ifndef BENCH_MACHINE_PLACEMENT_H
#define BENCH_MACHINE_PLACEMENT_H

#include "base/reason.h"
#include "bench/machine/sharing.h"

#include <stddef.h>

struct placement_machine;

/*
 * Opens the machine that this process runs on.  If description is not NULL,
 * opens the machine that it describes: in hwloc's XML if it begins with '<',
 * otherwise in its synthetic format.  Returns 0; -ENOMEM; -EINVAL for a
 * description that hwloc refuses or that has no CPU; -EPROTONOSUPPORT for XML
 * of a later hwloc; -EIO if hwloc cannot read the machine.
 */
int placement_open(const char *description, struct placement_machine **ret,
    struct reason *why);

/* Accepts NULL. */
void placement_close(struct placement_machine *machine);

/* Returns the number of CPUs in the inherited set. */
unsigned placement_count(const struct placement_machine *machine);

/* Returns the number of NUMA nodes, with memory or without. */
unsigned placement_count_nodes(const struct placement_machine *machine);

/* Whether this process runs on the machine. */
bool placement_is_here(const struct placement_machine *machine);

/*
 * Returns the locations of its placement_count() CPUs, neighbours side by side.
 */
const struct location *placement_locations(
    const struct placement_machine *machine);

/* Returns the location of a CPU of that set; NULL for another CPU. */
const struct location *placement_location(
    const struct placement_machine *machine, unsigned cpu);

/* Returns the system's name of a kind of core; NULL if it has none. */
const char *placement_kind_name(
    const struct placement_machine *machine, int kind);

/* Binds the calling thread to one CPU.  Returns 0 or a negative errno. */
int placement_pin(const struct placement_machine *machine, unsigned cpu);

/*
 * Makes the pages at memory, none of which was touched yet, come from a NUMA
 * node while it has any.  Returns 0, -ENOMEM, -ENODEV if node is -1, or the
 * negative errno with which the system refuses.
 */
int placement_bind_memory(const struct placement_machine *machine, void *memory,
    size_t bytes, int node);

/*
 * Writes the NUMA node of the pages at memory.  Returns 0, -ENOMEM, -ENXIO if
 * they are on several nodes or on none, or the negative errno with which the
 * system refuses to say.
 */
int placement_find_memory(const struct placement_machine *machine,
    const void *memory, size_t bytes, int *ret_node);

/*
 * Writes the machine in hwloc's synthetic format.  Returns 0, or -EIO with an
 * empty *ret_text for a machine that is too irregular for the format.
 */
int placement_describe(
    const struct placement_machine *machine, char *ret_text, unsigned bytes);

#endif /* BENCH_MACHINE_PLACEMENT_H */
