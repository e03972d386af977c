/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A group of events that one thread counts together: all of them or none.  The
 * group is pinned: it is on the PMU all the time, or never.  Every value has a
 * status that says whether it can be believed.
 */
#ifndef BENCH_PMU_GROUP_H
#define BENCH_PMU_GROUP_H

#include "bench/pmu/counters.h"

/* So many events fit on a PMU beside its fixed counters. */
#define GROUP_EVENTS_MAX 4

struct group_reading {
	uint64_t ops; /* passes counted */
	int32_t err;  /* negative errno: the kernel's answer; else 0 */
	struct {
		uint64_t value;
		uint64_t enabled_ns;
		uint64_t running_ns;
		enum counters_status status;
	} events[GROUP_EVENTS_MAX];
};

struct group;

/*
 * Opens n events of status OK, at most GROUP_EVENTS_MAX, for the calling
 * thread; they do not count yet.  If the kernel refuses them together, none is
 * open, and every reading says so.  Returns 0 or -ENOMEM.
 */
int group_open(
    const struct counters_event events[], unsigned n, struct group **ret);

/* Accepts NULL. */
void group_close(struct group *group);

/*
 * Sets the group to zero and starts it; only its own thread may call this.  If
 * it fails, the next group_stop() reports that.
 */
void group_start(struct group *group);

/*
 * Stops the group and writes what it counted, all of *ret but ops.  An unknown
 * time is 0.
 */
void group_stop(struct group *group, struct group_reading *ret);

/*
 * Writes what to do about the event at index of a reading, whose code is code;
 * empty for status OK.
 */
void group_explain(const struct group_reading *reading, unsigned index,
    const struct perf_code *code, struct reason *why);

#endif /* BENCH_PMU_GROUP_H */
