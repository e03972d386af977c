/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sequence: how a run goes on after a look at it.
 *
 * A row is measured until it is decided, or can no longer be decided by the
 * last look or within the time that is left.  So one rule says both when to
 * stop and which rows to measure more of.
 */
#ifndef ANALYSIS_VERDICT_SEQUENCE_H
#define ANALYSIS_VERDICT_SEQUENCE_H

#include "analysis/verdict/findings.h"

#include <stdint.h>

/* The time of a run, in seconds. */
struct sequence_time {
	bool is_limited;  /* else the other members mean nothing */
	uint32_t spent_s; /* for the units that there are */
	uint32_t left_s;  /* for more units */
};

struct sequence_step {
	size_t n_units;   /* that the rows are to come to; 0: no row goes on */
	size_t max_units; /* of a row that there is time for; SIZE_MAX: any */
};

/*
 * Judges `report` by `gate`, both of which must outlive the findings, with what
 * `time` allows.  Returns 0, the next step in `ret_step` and the findings in
 * `ret_findings`; or -ENOMEM with `why`.
 */
int sequence_next(const struct report *report, const struct gate *gate,
    const struct sequence_time *time, struct sequence_step *ret_step,
    struct findings *ret_findings, struct reason *why);

/*
 * Returns the first row, from finding `*i` on, that goes on, and sets `*i` to
 * the next row's first finding.  Start with 0; NULL at the end.
 */
const struct row_result *sequence_row(
    const struct findings *findings, size_t *i);

#endif
