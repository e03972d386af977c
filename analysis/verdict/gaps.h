/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gaps: what was planned and could not be judged, each on a line of its own.
 *
 * A planned row without an answer, which is a candidate that is judged or
 * reported, is UNFIT if its units were lost, else INCONCLUSIVE.  A skipped row
 * has no verdict if the run began another row of the same lock and case: no
 * machine has all placements.  An incomplete run is UNFIT, and so is a row with
 * fewer arms, units or blocks than planned.
 */
#ifndef ANALYSIS_VERDICT_GAPS_H
#define ANALYSIS_VERDICT_GAPS_H

#include "analysis/report/report.h"
#include "analysis/verdict/verdict.h"

#include <stdbool.h>
#include <stddef.h>

/* The name of a line on a run as a whole; no row is called so. */
#define GAPS_RUN "run"

/* The name of a line on an audit as a whole. */
#define GAPS_AUDIT "audit"

/* `arm` is empty if the gap is the whole row. */
struct gap {
	const char *row;
	const char *arm;
	bool is_skipped; /* the run did not begin the row */
	struct opinion opinion;
};

struct gaps {
	struct gap *list;
	size_t n;
	size_t n_room;
};

/* Adds a copy of `gap`.  Returns 0, or -ENOMEM. */
int gaps_add(struct gaps *gaps, const struct gap *gap);

/*
 * Adds the gaps of `report`; `is_answered` says of each of its rows whether
 * some candidate of it is judged, or reported as the gate says.  Returns 0,
 * or -ENOMEM.
 */
int gaps_find(
    const struct report *report, const bool is_answered[], struct gaps *gaps);

/* Returns how many of the gaps are rows that were skipped. */
size_t gaps_count_skipped(const struct gaps *gaps);

/* Adds the verdicts of the gaps to `counts`; VERDICT_NONE is not counted. */
void gaps_count(const struct gaps *gaps, size_t counts[N_VERDICTS]);

/* Frees the list. */
void gaps_fini(struct gaps *gaps);

#endif
