/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Hardware counters of one thread.  libpfm4 turns names into encodings, we open
 * them: one pinned group per thread, user space only, and every value comes with
 * a status.  This is libpfm4's only door.
 *
 * An event is a logical name of ours - cycles, instructions, l1d-misses,
 * llc-misses, c2c (a line that came from another core's cache) - for which the
 * first encoding that opens on this processor is taken (measuring.md 4.2), or a
 * name that libpfm4 knows.  c2c is a proxy that differs between vendors: never
 * compare it across them.
 */
#ifndef BENCH_COUNTERS_H
#define BENCH_COUNTERS_H

#include "bench/reason.h"

#include <stdint.h>

/* Events asked for at once, and what fits on a PMU beside its fixed counters. */
#define COUNTERS_EVENTS_MAX 16
#define COUNTERS_GROUP_MAX  4

#define COUNTERS_NAME_BYTES 128

/* What is counted when nobody says otherwise. */
#define COUNTERS_DEFAULT "cycles,instructions,l1d-misses,llc-misses,c2c"

enum counters_status {
	COUNTERS_OK,
	COUNTERS_MULTIPLEXED,   /* on the PMU for a part of the time */
	COUNTERS_NOT_SCHEDULED, /* never on the PMU */
	COUNTERS_NO_PMU,        /* the kernel has no hardware counter at all */
	COUNTERS_DENIED,        /* it has, but not for us */
	COUNTERS_UNKNOWN_EVENT, /* not on this processor */
	COUNTERS_ERROR,
};

/* "ok", "multiplexed", ...: as in counters.csv. */
const char *counters_status_name(enum counters_status status);

struct counters_event {
	char name[COUNTERS_NAME_BYTES];     /* as asked */
	char resolved[COUNTERS_NAME_BYTES]; /* libpfm4's full name, or empty */
	enum counters_status status;        /* OK: it opened */
	struct reason why;                  /* else: what to do */
	/* The encoding: perf_event_attr's type, config, config1, config2. */
	uint32_t type;
	uint64_t config[3];
};

struct counters_reading {
	uint64_t ops; /* passes counted */
	struct {
		uint64_t value;
		uint64_t enabled_ns;
		uint64_t running_ns;
		enum counters_status status;
	} events[COUNTERS_GROUP_MAX];
};

/* A group, opened for one thread. */
struct counters;

/*
 * Finds out for each name of a comma-separated list whether it can be counted
 * here, by opening it.  Writes at most COUNTERS_EVENTS_MAX events.  Returns how
 * many, or -EINVAL for a name that neither we nor libpfm4 know, -E2BIG for too
 * many, -EIO if libpfm4 cannot be set up.  Not to be called by two threads at
 * once.
 */
int counters_choose(const char *list,
    struct counters_event ret_events[COUNTERS_EVENTS_MAX], struct reason *why);

/*
 * Opens n events, all of status OK and at most COUNTERS_GROUP_MAX, as one
 * disabled group of the calling thread.  Returns 0 or a negative errno.
 */
int counters_open(
    const struct counters_event events[], unsigned n, struct counters **ret);

/* Accepts NULL. */
void counters_close(struct counters *counters);

/* Sets the group to zero and starts it; called by its own thread. */
void counters_start(struct counters *counters);

/* Stops the group and writes what it counted. */
void counters_stop(struct counters *counters, struct counters_reading *ret);

#endif /* BENCH_COUNTERS_H */
