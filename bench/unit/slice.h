/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A slice is one timed run of one arm's loop by all threads of a row.  Each
 * thread fills a share.  The shares are summed to a slice, which says whether
 * it can be believed.
 */
#ifndef BENCH_UNIT_SLICE_H
#define BENCH_UNIT_SLICE_H

#include "bench/arm/arm.h"

#include <sys/resource.h>

/* Why a slice cannot be believed; the gravest reason is the last. */
enum slice_drop {
	SLICE_KEEP,
#define DROP_REASON(id, word, meaning) SLICE_DROP_##id,
#include "base/formats/words.def"
};

/* "preempted", ...: as in raw.csv; empty for SLICE_KEEP. */
const char *slice_drop_name(enum slice_drop drop);

/* Sums over threads, unless a comment says otherwise. */
struct slice {
	uint32_t arm; /* index into the setup's arms */
	enum slice_drop drop;
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

/* One thread's part of a slice, on cache lines of its own. */
struct slice_share {
	/* The caller's. */
	_Alignas(128) uint64_t ops;
	uint64_t from_ns;
	uint64_t to_ns;
	uint64_t hard_entries;
	uint64_t reads; /* passes that are not in the site's count */

	/* Filled by slice_share_start() and slice_share_stop(). */
	uint64_t migrations;
	uint64_t cpu_ns;
	struct rusage before;
	struct rusage after;
};

/*
 * Notes what the calling thread, which is pinned to cpu, has used so far.
 * Makes system calls: call it before from_ns is read.
 */
void slice_share_start(struct slice_share *share, unsigned cpu);

/* Notes what the thread has used since.  Call it after to_ns was read. */
void slice_share_stop(struct slice_share *share, unsigned cpu);

/*
 * Sums the shares of n threads that worked at *site, and judges the sum.
 * Writes all of *ret.
 */
void slice_sum_up(uint32_t arm, const struct slice_share shares[], unsigned n,
    const struct arm_site *site, struct slice *ret);

#endif /* BENCH_UNIT_SLICE_H */
