/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * raw.csv and counters.csv: RFC 4180, a header, units in the names, columns
 * only ever added at the end.  Lines are written block by block; a block is in
 * the file whole or not at all, even when the disk is full.
 */
#ifndef BENCH_RECORD_H
#define BENCH_RECORD_H

#include "bench/plan.h"
#include "bench/unit.h"

/* Of both files: which columns there are and what they mean. */
#define RECORD_SCHEMA 1

struct record;

/* What all lines of a unit have in common. */
struct record_unit {
	const struct plan_row *row;
	unsigned unit;
	int pid;
	const uint32_t *pads; /* of each arm */
};

/*
 * Makes the two files in folder, which must not have them yet; or goes on with
 * those that it has, if is_resumed.  Returns 0, or a negative errno with the
 * reason.
 */
int record_open(const char *folder, const char *run_id, bool is_resumed,
    struct record **ret, struct reason *why);

/* Appends a block of 2 n_arms slices, valid or to be dropped as one. */
int record_block(struct record *record, const struct record_unit *unit,
    unsigned block, const struct slice slices[], struct reason *why);

/* What one thread counted of one arm. */
struct record_counted {
	unsigned block;
	const struct counters_event *events; /* the order's */
	const struct unit_counts *counts;
	const struct reason *reasons; /* of each event counted, as tally.h's */
};

/* Appends it. */
int record_counts(struct record *record, const struct record_unit *unit,
    const struct record_counted *counted, struct reason *why);

/* Appends that an event could not be counted in this unit, and why. */
int record_uncounted(struct record *record, const struct record_unit *unit,
    const struct counters_event *event, struct reason *why);

/* Accepts NULL.  All that was recorded is in the files already. */
void record_close(struct record *record);

#endif /* BENCH_RECORD_H */
