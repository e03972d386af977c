/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What goes over the pipe between the engine and a unit, which are two copies
 * of the same program:
 *
 *   engine -> unit   struct unit_order
 *   unit -> engine   struct unit_ready
 *   engine -> unit   UNIT_TIME     unit -> engine   2 n_arms slices
 *   engine -> unit   UNIT_COUNT    unit -> engine   unit_counts of n_arms
 *   engine closes its end, and the unit exits.
 */
#ifndef BENCH_UNIT_PROTOCOL_H
#define BENCH_UNIT_PROTOCOL_H

#include "bench/arm/catalog.h"
#include "bench/pmu/counters.h"
#include "bench/unit/block.h"

#include <limits.h>

enum unit_request {
	UNIT_TIME = 't',  /* one block */
	UNIT_COUNT = 'c', /* one slice of each arm, counters on */
};

struct unit_order {
	char case_name[64];
	bool is_window;
	uint64_t slice_ns; /* how long a slice shall take */
	uint64_t count_ns; /* the same with counters on */
	uint64_t crit_ns;  /* work under the lock */
	uint64_t par_ns;   /* work outside */
	uint64_t seed;     /* of the order of slices */
	uint32_t n_threads;
	uint32_t cpus[PLACEMENT_CPUS_MAX];
	uint32_t offset;     /* of the arms, modulo 64 */
	char keep[PATH_MAX]; /* folder for their copies; empty: none is kept */
	uint32_t n_arms;
	char names[BLOCK_ARMS_MAX][CATALOG_NAME_BYTES];
	char arms[BLOCK_ARMS_MAX][PATH_MAX]; /* their files, the base first */
	bool is_fine; /* slowdowns shall be exact to some 0.01 % */
	double planted[BLOCK_ARMS_MAX]; /* each arm's slowdown, as a fraction */
	uint32_t n_events;              /* all of status OK */
	struct counters_event events[COUNTERS_EVENTS_MAX];
};

struct unit_ready {
	int32_t err; /* negative errno: the unit exits */
	struct reason why;
	struct reason notice; /* of its memory; may be empty */
	double step_ns;       /* of the arms' work() */
	uint64_t passes;      /* of a thread in a slice; 0 for a window */
	uint32_t offsets[BLOCK_ARMS_MAX]; /* the loops' offsets modulo 64 */
};

/*
 * One thread's reading of one group of events, which begins at first_event.  An
 * arm's n_threads readings follow one another; the arms come in the order of
 * unit_order.
 */
struct unit_counts {
	uint32_t arm;
	uint32_t thread;
	uint32_t first_event;
	uint32_t n_events;
	struct group_reading reading;
};

#endif /* BENCH_UNIT_PROTOCOL_H */
