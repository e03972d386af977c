/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A group of events, counted together by one thread: all of them or none.
 * Every value comes with a status that says whether it can be believed.
 */
#ifndef BENCH_GROUP_H
#define BENCH_GROUP_H

#include "bench/counters.h"

/* What fits on a PMU beside its fixed counters. */
#define GROUP_EVENTS_MAX 4

struct group_reading {
	uint64_t ops; /* passes counted */
	struct {
		uint64_t value;
		uint64_t enabled_ns;
		uint64_t running_ns;
		enum counters_status status;
	} events[GROUP_EVENTS_MAX];
};

struct group;

/*
 * Opens n events, all of status OK and at most GROUP_EVENTS_MAX, disabled, for
 * the calling thread.  Returns 0 or a negative errno.
 */
int group_open(
    const struct counters_event events[], unsigned n, struct group **ret);

/* Accepts NULL. */
void group_close(struct group *group);

/*
 * Sets the group to zero and starts it; called by its own thread.  If that
 * fails, the statuses of the next group_stop() tell.
 */
void group_start(struct group *group);

/* Stops the group and writes what it counted, all but ops. */
void group_stop(struct group *group, struct group_reading *ret);

#endif /* BENCH_GROUP_H */
