/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pledges: what a panic with the mode on promises, and whether it was kept.
 *
 * With the mode off nothing is promised, nor where a sync ran before the stop:
 * it takes real locks, and may wait for one for ever.
 */
#ifndef ANALYSIS_DRILL_PLEDGES_H
#define ANALYSIS_DRILL_PLEDGES_H

#include "analysis/drill/panic.h"
#include "analysis/drill/stops.h"

#include <stddef.h>
#include <stdint.h>

enum pledge_kind {
	PLEDGE_DUMP,
	PLEDGE_WORLD,
	PLEDGE_REFUSING,
	PLEDGE_NESTED,
	PLEDGE_TWO,
	PLEDGE_STOP, /* of the median, not of each panic */
};

#define N_PLEDGES 6

enum pledge_state {
	PLEDGE_HOLDS,
	PLEDGE_BROKEN,
	PLEDGE_NOT_SHOWN,   /* no panic put it to the test */
	PLEDGE_CANNOT_TELL, /* too few did, or they differ too much */
};

#define N_PLEDGE_STATES 4

/* The most bare round trips that stopping all may take. */
#define PLEDGE_MOST_ROUND_TRIPS 1.5

/* A panic that did not do as promised; `detail` may be empty. */
struct offender {
	uint64_t panic;
	uint64_t seed;
	enum moment moment;
	enum outcome outcome;
	char *detail;
};

#define PLEDGE_OFFENDERS 5

/* `offenders` are the first of the `n_offenders` among `n` panics. */
struct pledge {
	enum pledge_state state;
	size_t n;
	size_t n_offenders;
	struct offender offenders[PLEDGE_OFFENDERS];
};

/*
 * Starts as { 0 }.  `n_others` counts the refusing panics where CPUs that were
 * not made to refuse did not answer either, which breaks nothing.
 */
struct pledges {
	struct pledge list[N_PLEDGES];
	size_t n_others;
};

/* Returns what is promised, in a line. */
const char *pledge_text(enum pledge_kind kind);

/* Returns a name such as "BROKEN". */
const char *pledge_state_name(enum pledge_state state);

/* Puts the promises to the test of `panic`.  Returns 0, or -ENOMEM. */
int pledges_add(struct pledges *p, const struct panic *panic);

/*
 * Says how the promises stand, when the last panic was added; `stops` is made
 * of all of them.  Stopping is judged in each band of threads: the promise is
 * broken if one band is above it for sure, and holds if it does so for sure in
 * all together, or in each, and the median of none is above it.
 */
void pledges_end(struct pledges *p, const struct stops *stops);

/* True if one of them is broken. */
bool pledges_are_broken(const struct pledges *p);

/* Frees what `p` holds. */
void pledges_fini(struct pledges *p);

#endif
