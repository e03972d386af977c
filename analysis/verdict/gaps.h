/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gaps: what was to be judged and was not, each a line of its own.
 *
 * A planned row without a candidate that is judged or reported is no PASS: it
 * is UNFIT where its units were lost, else INCONCLUSIVE.  A row that was
 * skipped, while another row of the same lock and case was begun, is told and
 * has no verdict: no machine has all placements.  UNFIT is also a run that is
 * not complete, and a row with fewer units or blocks than were planned.
 */
#ifndef ANALYSIS_VERDICT_GAPS_H
#define ANALYSIS_VERDICT_GAPS_H

#include "analysis/report/report.h"
#include "analysis/verdict/verdict.h"

#include <stdbool.h>
#include <stddef.h>

/* Names a line on a run as a whole: no row has such a name. */
#define GAPS_RUN "run"

/* Names a line on what is executed, as a whole. */
#define GAPS_AUDIT "audit"

/* `arm` is empty where it is the whole row. */
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

/* Adds `gap`.  Returns 0, or -ENOMEM. */
int gaps_add(struct gaps *gaps, const struct gap *gap);

/*
 * Adds the gaps of `report`; `is_answered` says of each of its rows whether
 * some candidate of it is judged, or reported as the gate has it.  Returns 0,
 * or -ENOMEM.
 */
int gaps_find(
    const struct report *report, const bool is_answered[], struct gaps *gaps);

/* Returns how many of the gaps are rows that were skipped. */
size_t gaps_count_skipped(const struct gaps *gaps);

/* Adds the verdicts to `counts`; a gap without one is not counted. */
void gaps_count(const struct gaps *gaps, size_t counts[N_VERDICTS]);

/* Frees the list. */
void gaps_fini(struct gaps *gaps);

#endif
