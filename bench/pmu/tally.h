/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What became of each event in a run: how many readings had which status, and
 * whether any was above 0.  Emulators open events that they do not count; their
 * readings are 0 and look like others, so that a 0 is not believed before its
 * event has counted something.
 */
#ifndef BENCH_PMU_TALLY_H
#define BENCH_PMU_TALLY_H

#include "bench/pmu/group.h"

struct tally_event {
	uint64_t n_readings[COUNTERS_N_STATUSES]; /* by status */
	struct reason whys[COUNTERS_N_STATUSES];  /* the last of each */
	uint64_t ops; /* passes that its values are for */
	bool has_counted;
};

/* All zero at the start; the events in the order in which they are counted. */
struct tally {
	struct tally_event events[COUNTERS_EVENTS_MAX];
};

/*
 * Adds a reading of n events, tally and events being those of the first of
 * them.  Writes for each event what is to be said beside its value: what to do
 * about its status, or that it is 0 and not believed.
 */
void tally_add(struct tally_event tally[], const struct counters_event events[],
    unsigned n, const struct group_reading *reading,
    struct reason ret_reasons[GROUP_EVENTS_MAX]);

uint64_t tally_count_readings(const struct tally_event *event);

/* Whether passes were made, and all values were 0. */
bool tally_is_constant_zero(const struct tally_event *event);

#endif /* BENCH_PMU_TALLY_H */
