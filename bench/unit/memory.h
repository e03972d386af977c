/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory that all arms of a row work on: the lock's site, and a record for
 * each thread.  The site is on the NUMA node of the first thread's CPU, a
 * record on that of its own thread's; where such a node has no memory, on the
 * nearest that has.
 */
#ifndef BENCH_UNIT_MEMORY_H
#define BENCH_UNIT_MEMORY_H

#include "bench/arm/arm.h"
#include "bench/unit/workers.h"

struct memory {
	struct arm_site *site;

	/* The one after the last is of a thread that never runs. */
	struct thread *threads[PLACEMENT_CPUS_MAX + 1];

	/* Why some of it may be on another node than said; empty: it is not. */
	struct reason notice;
};

/*
 * Maps the memory for the n members of a workers, who are at cpus, and has each
 * touch its own.  What is on one node lies as if all were: only records of
 * other nodes have pages of their own.  Returns 0 or a negative errno with the
 * reason; a system that refuses to bind memory is none, but a notice.  It goes
 * with the process.
 */
int memory_map(const struct placement_machine *machine, struct workers *workers,
    const unsigned cpus[], unsigned n, struct memory *ret, struct reason *why);

#endif /* BENCH_UNIT_MEMORY_H */
