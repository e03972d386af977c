/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A block is one slice of every arm in random order, then the same order
 * mirrored, so that drift and first-order carry-over cancel between arms
 * (measuring.md 2.4).  All arms of a block work at the same addresses on the
 * same threads.
 */
#ifndef BENCH_UNIT_BLOCK_H
#define BENCH_UNIT_BLOCK_H

#include "bench/pmu/group.h"
#include "bench/unit/slice.h"
#include "bench/unit/workers.h"

#include <stdbool.h>

/* The most arms a row may have. */
#define BLOCK_ARMS_MAX   32
#define BLOCK_SLICES_MAX (2 * BLOCK_ARMS_MAX)

/* What all blocks of a unit share. */
struct block_setup {
	const struct arm *arms[BLOCK_ARMS_MAX]; /* the base first */
	const struct arm_case *cases[BLOCK_ARMS_MAX];
	unsigned n_arms;

	struct workers *workers;
	const unsigned *cpus; /* of the workers's members */
	unsigned n_threads;

	struct arm_site *site;
	struct thread *const *threads; /* n_threads + 1 */

	uint64_t plant_steps[BLOCK_ARMS_MAX]; /* of each arm's planted delay */

	bool is_window;     /* a slice ends by time, not by passes */
	uint64_t window_ns; /* then: how long it is */
	uint64_t passes;    /* else: of each thread */
};

/*
 * Runs one block and writes its 2 n_arms slices in the order in which they ran.
 * Advances random as nrand48() does.  If one slice must be dropped, drop the
 * whole block.
 */
void block_run(const struct block_setup *setup, unsigned short random[3],
    struct slice ret_slices[BLOCK_SLICES_MAX]);

/* Runs one slice of the arm at index. */
void block_run_slice(
    const struct block_setup *setup, unsigned index, struct slice *ret);

/*
 * Runs one slice of the arm at index while each thread's group counts.  Writes
 * what thread t read to ret_readings[t].
 */
void block_count_slice(const struct block_setup *setup, unsigned index,
    struct group *const groups[], struct group_reading ret_readings[]);

#endif /* BENCH_UNIT_BLOCK_H */
