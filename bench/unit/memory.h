/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory that all arms of a row work on: the site of the lock, and a record
 * for each thread.  The site is on the NUMA node of the first thread's CPU, and
 * each record on the node of its own thread's.  Where such a node has no
 * memory, the nearest node with memory is used.
 */
#ifndef BENCH_UNIT_MEMORY_H
#define BENCH_UNIT_MEMORY_H

#include "bench/arm/arm.h"
#include "bench/unit/workers.h"

struct memory {
	struct arm_site *site;

	/* One more than there are threads: the last never runs. */
	struct thread *threads[PLACEMENT_CPUS_MAX + 1];

	/* Why some memory may be on another node; empty: it is not. */
	struct reason notice;
};

/*
 * Maps the memory for n workers at cpus, and lets each touch its own.  Memory
 * of one node is laid out as if there were one node only; records of other
 * nodes get pages of their own.  Returns 0 or a negative errno with the reason.
 * A system that refuses to bind memory only causes a notice.  The memory is
 * never unmapped.
 */
int memory_map(const struct placement_machine *machine, struct workers *workers,
    const unsigned cpus[], unsigned n, struct memory *ret, struct reason *why);

#endif /* BENCH_UNIT_MEMORY_H */
