/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * raw.csv.gz and counters.csv.gz: RFC 4180, a header, units in the names,
 * columns only ever added at the end; compressed, since a run has tens of
 * megabytes.  What is recorded of a unit is in the files when it ends, whole or
 * not at all, even when the disk is full.
 */
#ifndef BENCH_RUN_RECORD_H
#define BENCH_RUN_RECORD_H

#include "bench/run/plan.h"
#include "bench/unit/unit.h"

struct record;

/* What all lines of a unit share. */
struct record_unit {
	const struct plan_row *row;
	unsigned unit;
	int pid;
	const uint32_t *offsets; /* of each arm */
};

/*
 * Makes the two files in folder, which must have none yet, not even plain; or
 * goes on with those that it has, if is_resumed.  Returns 0, or a negative
 * errno with the reason.
 */
int record_open(const char *folder, const char *run_id, bool is_resumed,
    struct record **ret, struct reason *why);

/* Adds a block of 2 n_arms slices, all valid or all to be dropped. */
int record_block(struct record *record, const struct record_unit *unit,
    unsigned block, const struct slice slices[], struct reason *why);

/* What one thread counted of one arm. */
struct record_counted {
	unsigned block;
	const struct counters_event *events; /* the order's */
	const struct unit_counts *counts;
	const struct reason *reasons; /* of each event counted, as tally.h's */
};

/* Adds it to the unit. */
int record_counts(struct record *record, const struct record_unit *unit,
    const struct record_counted *counted, struct reason *why);

/* Adds to the unit that an event could not be counted in this unit, and why. */
int record_uncounted(struct record *record, const struct record_unit *unit,
    const struct counters_event *event, struct reason *why);

/*
 * Ends the unit: what was added is appended to the files.  It is compressed
 * here, so nothing may be measured meanwhile.  Returns 0, or a negative errno
 * with the reason: then the unit is lost.
 */
int record_end_unit(struct record *record, struct reason *why);

/* Accepts NULL.  All units that were ended are in the files already. */
void record_close(struct record *record);

#endif /* BENCH_RUN_RECORD_H */
