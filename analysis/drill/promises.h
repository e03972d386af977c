/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * promises: what a panic with the mode on promises, and whether it was kept.
 *
 * With the mode off nothing is promised, nor where a sync ran before the stop:
 * it takes real locks, and may wait for one for ever.
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
	DRILL_PROMISE_STOP, /* of the median, not of each panic */
};

#define N_DRILL_PROMISES 6

enum drill_promise_state {
	DRILL_PROMISE_HOLDS,
	DRILL_PROMISE_BROKEN,
	DRILL_PROMISE_NOT_SHOWN,   /* no panic put it to the test */
	DRILL_PROMISE_CANNOT_TELL, /* too few did, or they differ too much */
};

#define N_DRILL_PROMISE_STATES 4

/* The most bare round trips that stopping all may take. */
#define DRILL_PROMISE_MOST_ROUND_TRIPS 1.5

/* A panic that did not do as promised; `detail` may be empty. */
struct offender {
	uint64_t panic;
	uint64_t seed;
	enum moment moment;
	enum outcome outcome;
	char *detail;
};

#define DRILL_PROMISE_OFFENDERS 5

/* `offenders` are the first of the `n_offenders` among `n` panics. */
struct drill_promise {
	enum drill_promise_state state;
	size_t n;
	size_t n_offenders;
	struct offender offenders[DRILL_PROMISE_OFFENDERS];
};

/*
 * Starts as { 0 }.  `n_others` counts the refusing panics where CPUs that were
 * not made to refuse did not answer either, which breaks nothing.
 */
struct drill_promises {
	struct drill_promise list[N_DRILL_PROMISES];
	size_t n_others;
};

/* Returns what is promised, in a line. */
const char *promises_text(enum drill_promise_kind kind);

/* Returns a name such as "BROKEN". */
const char *promises_state_name(enum drill_promise_state state);

/* Puts the promises to the test of `panic`.  Returns 0, or -ENOMEM. */
int promises_add(struct drill_promises *p, const struct panic *panic);

/*
 * Says how the promises stand, when the last panic was added; `stops` is made
 * of all of them.  Stopping is judged in each band of threads: the promise is
 * broken if one band is above it for sure, and holds if it does so for sure in
 * all together, or in each, and the median of none is above it.
 */
void promises_end(struct drill_promises *p, const struct stops *stops);

/* True if one of them is broken. */
bool promises_are_broken(const struct drill_promises *p);

/* Frees what `p` holds. */
void promises_fini(struct drill_promises *p);

#endif
