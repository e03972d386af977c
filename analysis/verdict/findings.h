/* SPDX-License-Identifier: BSD-2-Clause */
/* findings: every candidate and reference of a report, measured and judged. */
#ifndef ANALYSIS_VERDICT_FINDINGS_H
#define ANALYSIS_VERDICT_FINDINGS_H

#include "analysis/report/report.h"
#include "analysis/verdict/gaps.h"
#include "analysis/verdict/gate.h"
#include "analysis/verdict/judge.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * One candidate, or one reference, which has the verdict VERDICT_NONE, as has
 * a candidate that no rule of the gate is for or that the gate has reported.
 * Effects are logs of ratios to the baseline, NAN or without bounds where not
 * known.
 */
struct finding {
	const struct row_result *row;
	const struct arm_result *arm;
	bool is_judged;
	bool is_compared;     /* judged against another report */
	const char *reported; /* why it is reported, not judged; or NULL */
	struct facts facts;
	double half_width;
	double smallest_seen;
	size_t look;       /* the last that was come to; 0: none */
	double more_units; /* that would decide it; 0 when it is decided */
	bool is_open;      /* not decided, and may be yet */
	struct opinion opinion;
};

/* `report` is what they are of, `gate_sha256` tells what they are judged by. */
struct findings {
	const struct report *report;
	const char *gate_sha256;
	struct finding *list;
	size_t n;
	struct gaps gaps;
};

/*
 * Judges `report` by `gate`, both of which must outlive the findings, when
 * there is time for `most_units` of a row, SIZE_MAX if that is not known.
 * Returns 0 with the findings, row by row, in `ret_findings`; or -ENOMEM with
 * `why`.
 */
int findings_make(const struct report *report, const struct gate *gate,
    size_t most_units, struct findings *ret_findings, struct reason *why);

/* Returns whether both are one candidate of one row, in two reports. */
bool findings_are_same(const struct finding *a, const struct finding *b);

/* Returns whether `f` is judged, or reported as the gate has it. */
bool findings_is_answer(const struct finding *f);

/* Counts the verdicts, those of the gaps too. */
void findings_count(
    const struct findings *findings, size_t ret_counts[N_VERDICTS]);

/* Frees what `findings` holds. */
void findings_fini(struct findings *findings);

#endif
