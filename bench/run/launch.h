/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The engine's end of a unit: starts it as a fresh process of this program,
 * hands it its order, and asks it for blocks.  A unit that stays silent is
 * ended by its process id.
 */
#ifndef BENCH_RUN_LAUNCH_H
#define BENCH_RUN_LAUNCH_H

#include "bench/run/plan.h"
#include "bench/unit/unit.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The argument by which the program knows that it is to serve as a unit. */
#define LAUNCH_UNIT_ARGUMENT "--serve-as-unit"

/* How long a unit should be given to answer: bounds a lock that hangs. */
#define LAUNCH_TIMEOUT_MS 20000

/* The time at which a run has to end, on clock_now_ns()'s clock. */
struct launch_deadline {
	uint64_t end_ns; /* 0: there is none */
	int patience_ms; /* for whoever is silent, where time is short */
};

/* Returns the one that is seconds from now; of 0 seconds, none. */
struct launch_deadline launch_deadline_in(unsigned seconds);

bool launch_deadline_is_over(const struct launch_deadline *deadline);

/*
 * How many milliseconds to wait for an answer that should not take most_ms:
 * less where a tenth of all time is less, and never beyond the end.
 */
int launch_deadline_wait_ms(
    const struct launch_deadline *deadline, int most_ms);

/* What the orders of all units of a run are made from. */
struct launch_source {
	const struct options *options;
	const struct plan *plan;
	const struct counters_event *events;
	unsigned n_events;
};

/*
 * Fills *order, which is all 0, with what the unit of that number of a row of
 * the plan is to do: arms, CPUs, offset, work, events.
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
 * -ETIMEDOUT if it was silent for timeout_ms, now or at a later question, and
 * was ended.
 */
int launch_start(const struct unit_order *order, int timeout_ms,
    struct launch *ret, struct unit_ready *ret_ready, struct reason *why);

/* Asks for one block: writes 2 n_arms slices.  Errors as above. */
int launch_time(struct launch *launch, unsigned n_arms,
    struct slice ret_slices[BLOCK_SLICES_MAX], struct reason *why);

/* Asks for one count block: calls each(arg) for each of n counts. */
int launch_count(struct launch *launch, unsigned n,
    void (*each)(const struct unit_counts *counts, void *arg), void *arg,
    struct reason *why);

/*
 * Lets the unit go home and waits for it; one that does not go is killed.  May
 * be called after an error, and twice.
 */
void launch_stop(struct launch *launch);

#endif /* BENCH_RUN_LAUNCH_H */
