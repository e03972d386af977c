/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What became of each event in a run: how many readings had which status, and
 * whether any value was above 0.  Emulators open events that they do not count,
 * whose readings of 0 look valid.  So a 0 is not believed until its event has
 * counted something.
 */
#ifndef BENCH_PMU_TALLY_H
#define BENCH_PMU_TALLY_H

#include "bench/pmu/group.h"

struct tally_event {
	uint64_t n_readings[COUNTERS_N_STATUSES]; /* by status */
	struct reason whys[COUNTERS_N_STATUSES];  /* the last of each */
	uint64_t ops; /* passes during which its values were counted */
	bool has_counted;
};

/* All zero at the start; the events in the order in which they are counted. */
struct tally {
	struct tally_event events[COUNTERS_EVENTS_MAX];
};

/*
 * Adds a reading of n events; tally and events point to the first of them.
 * Writes for each event what to say beside its value: what to do about its
 * status, or that it is 0 and not believed.
 */
void tally_add(struct tally_event tally[], const struct counters_event events[],
    unsigned n, const struct group_reading *reading,
    struct reason ret_reasons[GROUP_EVENTS_MAX]);

uint64_t tally_count_readings(const struct tally_event *event);

/* Whether there were passes, and all values were 0. */
bool tally_is_constant_zero(const struct tally_event *event);

#endif /* BENCH_PMU_TALLY_H */
