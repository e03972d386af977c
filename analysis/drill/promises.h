/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * promises: what a panic with the mode on promises, and whether it kept that.
 *
 * Two kinds of panics promise nothing: those with the mode off, and those with
 * a sync before the stop, which acquires locks truly and may wait for one for
 * ever.
 */
#ifndef ANALYSIS_DRILL_PROMISES_H
#define ANALYSIS_DRILL_PROMISES_H

#include "analysis/drill/panic.h"
#include "analysis/drill/times.h"

#include <stddef.h>
#include <stdint.h>

enum drill_promise_kind {
	DRILL_PROMISE_DUMP,
	DRILL_PROMISE_WORLD,
	DRILL_PROMISE_REFUSING,
	DRILL_PROMISE_NESTED,
	DRILL_PROMISE_TWO,
	DRILL_PROMISE_STOP, /* for the median of the panics, not for each */
};

#define N_DRILL_PROMISES 6

enum drill_promise_state {
	DRILL_PROMISE_HOLDS,
	DRILL_PROMISE_BROKEN,
	DRILL_PROMISE_NOT_SHOWN,   /* no panic could break it */
	DRILL_PROMISE_CANNOT_TELL, /* too few panics, or too much spread */
};

#define N_DRILL_PROMISE_STATES 4

/* The most bare signal round trips that stopping all CPUs may take. */
#define DRILL_PROMISE_MOST_ROUND_TRIPS 1.5

/* A panic that broke a promise; `detail` may be empty. */
struct offender {
	uint64_t panic;
	uint64_t seed;
	enum moment moment;
	enum outcome outcome;
	char *detail;
};

#define DRILL_PROMISE_OFFENDERS 5

/* `n_offenders` of `n` panics broke the promise; `offenders` has the first. */
struct drill_promise {
	enum drill_promise_state state;
	size_t n;
	size_t n_offenders;
	struct offender offenders[DRILL_PROMISE_OFFENDERS];
};

/*
 * Starts as { 0 }.  `n_others` counts panics of the moment `refusing` in which
 * a CPU that was not made to refuse did not answer either.  That breaks
 * nothing.
 */
struct drill_promises {
	struct drill_promise list[N_DRILL_PROMISES];
	size_t n_others;
};

/* Returns the promise in one line. */
const char *promises_text(enum drill_promise_kind kind);

/* Returns a name such as "BROKEN". */
const char *promises_state_name(enum drill_promise_state state);

/* Checks each promise against `panic`.  Returns 0, or -ENOMEM. */
int promises_add(struct drill_promises *p, const struct panic *panic);

/*
 * Sets the state of each promise after the last panic.  `stops` has the times
 * of all panics.  The promise on stopping is judged in each band of threads.
 * It is broken if the lower bound of a band, or of all together, is above the
 * limit.  It holds if no median is above the limit, and the upper bound of all
 * together, or of each band, is not above it.
 */
void promises_end(struct drill_promises *p, const struct stops *stops);

/* Returns whether a promise is broken. */
bool promises_are_broken(const struct drill_promises *p);

/* Frees what `p` holds. */
void promises_fini(struct drill_promises *p);

#endif
