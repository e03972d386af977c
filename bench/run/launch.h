/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The engine's side of a unit: starts it as a fresh process of this program,
 * sends it its order, and asks it for blocks.  A unit that gives no answer is
 * killed by its process id.
 */
#ifndef BENCH_RUN_LAUNCH_H
#define BENCH_RUN_LAUNCH_H

#include "bench/run/plan.h"
#include "bench/unit/unit.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The argument that makes this program serve as a unit. */
#define LAUNCH_UNIT_ARGUMENT "--serve-as-unit"

/* How long to wait for an answer of a unit: a lock may hang. */
#define LAUNCH_TIMEOUT_MS 20000

/* When a run has to end, on the clock of clock_now_ns(). */
struct launch_deadline {
	uint64_t end_ns; /* 0: there is none */
	int patience_ms; /* how long to wait for one answer, if time is short */
};

/* Returns the deadline that is seconds from now; for 0, none. */
struct launch_deadline launch_deadline_in(unsigned seconds);

bool launch_deadline_is_over(const struct launch_deadline *deadline);

/*
 * Returns how many milliseconds to wait for an answer that should take at most
 * most_ms: less if a tenth of the whole time is less, and never beyond the
 * deadline.
 */
int launch_deadline_wait_ms(
    const struct launch_deadline *deadline, int most_ms);

/* What all orders of a run are made from. */
struct launch_source {
	const struct options *options;
	const struct plan *plan;
	const struct counters_event *events;
	unsigned n_events;
};

/*
 * Fills *order, which must be all 0, with what a unit of the row is to do:
 * arms, CPUs, offset, work, events.
 */
void launch_fill_order(const struct launch_source *source,
    const struct plan_row *row, unsigned unit, struct unit_order *order);

struct launch {
	pid_t pid;
	int timeout_ms;
	int in;  /* we write */
	int out; /* we read */
};

/*
 * Starts a unit with *order and waits until it is ready.  Returns 0, or a
 * negative errno with the reason: the unit's own, -EPIPE if it died, or
 * -ETIMEDOUT if it did not answer in timeout_ms and was killed.  The functions
 * below fail in the same ways.
 */
int launch_start(const struct unit_order *order, int timeout_ms,
    struct launch *ret, struct unit_ready *ret_ready, struct reason *why);

/* Asks for one block; writes its 2 n_arms slices. */
int launch_time(struct launch *launch, unsigned n_arms,
    struct slice ret_slices[BLOCK_SLICES_MAX], struct reason *why);

/* Asks for one count block; calls each() for each of its n counts. */
int launch_count(struct launch *launch, unsigned n,
    void (*each)(const struct unit_counts *counts, void *arg), void *arg,
    struct reason *why);

/*
 * Ends the unit: closes its input, waits, and kills it if it does not exit.
 * May be called after an error, and twice.
 */
void launch_stop(struct launch *launch);

#endif /* BENCH_RUN_LAUNCH_H */
