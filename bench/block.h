/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Blocks: one slice of every arm in random order, then the same order mirrored,
 * so that drift and first-order carry-over cancel between arms (measuring.md
 * 2.4).  All arms of a block work at the same addresses on the same threads.
 */
#ifndef BENCH_BLOCK_H
#define BENCH_BLOCK_H

#include "bench/arm.h"
#include "bench/counters.h"
#include "bench/crew.h"

#include <stdbool.h>

/* The most arms a row may have. */
#define BLOCK_ARMS_MAX   32
#define BLOCK_SLICES_MAX (2 * BLOCK_ARMS_MAX)

/* Why a slice cannot be believed, the gravest last. */
enum block_drop {
	BLOCK_KEEP,
	BLOCK_DROP_OVERLAP,     /* threads did not run at the same time */
	BLOCK_DROP_MAJOR_FAULT, /* a page came from disk */
	BLOCK_DROP_PREEMPTED,   /* switched out against its will */
	BLOCK_DROP_MIGRATED,    /* ran on another CPU than its own */
	BLOCK_DROP_EXCLUSION,   /* two threads were in at once */
};

/* "preempted", ...: as in raw.csv; empty for BLOCK_KEEP. */
const char *block_drop_name(enum block_drop drop);

/* One timed run of one arm.  Sums over threads, where nothing else is said. */
struct block_slice {
	uint32_t arm; /* index into the setup's arms */
	enum block_drop drop;
	uint64_t ops;
	uint64_t wall_ns; /* from the first start to the last end */
	uint64_t cpu_ns;
	uint64_t ops_min_thread;
	uint64_t ops_max_thread;
	uint64_t handoffs; /* acquisitions by another thread than before */
	uint64_t nvcsw;
	uint64_t nivcsw;
	uint64_t minflt;
	uint64_t majflt;
	uint64_t migrations;
	uint64_t hard_entries; /* if the arm counts them */
};

/* What the blocks of a unit have in common. */
struct block_setup {
	const struct arm *arms[BLOCK_ARMS_MAX]; /* the base first */
	const struct arm_case *cases[BLOCK_ARMS_MAX];
	unsigned n_arms;

	struct crew *crew;
	const unsigned *cpus; /* of the crew's members */
	unsigned n_threads;

	struct arm_site *site;
	unsigned char *threads; /* n_threads + 1 of ARM_THREAD_BYTES */

	bool is_window;     /* a slice ends by time, not by passes */
	uint64_t window_ns; /* then: how long it is */
	uint64_t passes;    /* else: of each thread */
};

/*
 * Runs one block in the order that *ret_slices tells; random is advanced as
 * nrand48() does.  Writes 2 n_arms slices; a block is to be dropped whole when
 * one of its slices is.
 */
void block_run(const struct block_setup *setup, unsigned short random[3],
    struct block_slice ret_slices[BLOCK_SLICES_MAX]);

/* Runs one slice of the arm at index. */
void block_run_slice(
    const struct block_setup *setup, unsigned index, struct block_slice *ret);

/*
 * Runs one slice of the arm at index with every thread's counters on, and
 * writes what thread t read of its events to ret_readings[t].
 */
void block_count_slice(const struct block_setup *setup, unsigned index,
    struct counters *const counters[], struct counters_reading ret_readings[]);

#endif /* BENCH_BLOCK_H */
