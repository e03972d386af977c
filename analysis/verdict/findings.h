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
 * One candidate or reference.  The verdict is VERDICT_NONE for a reference, for
 * a candidate without a rule in the gate, and for one that the gate only
 * reports.  Effects are log ratios to the baseline, NAN or without bounds if
 * unknown.
 */
struct finding {
	const struct row_result *row;
	const struct arm_result *arm;
	bool is_judged;
	bool is_compared;     /* judged against another report */
	const char *reported; /* why it is reported, not judged; or NULL */
	struct facts facts;
	double half_width;
	double mde;
	size_t look;       /* the last one reached; 0: none */
	double more_units; /* that would decide it; 0 if it is decided */
	bool is_open;      /* not decided, but more units may decide it */
	struct opinion opinion;
};

/* All findings of `report`; `gate_sha256` names the gate that judged them. */
struct findings {
	const struct report *report;
	const char *gate_sha256;
	struct finding *list;
	size_t n;
	struct gaps gaps;
};

/*
 * Judges `report` by `gate`; both must outlive the findings.  There is time for
 * `most_units` of each row, SIZE_MAX if unknown.  Returns 0 with the findings,
 * row by row, in `ret_findings`; or -ENOMEM with `why`.
 */
int findings_make(const struct report *report, const struct gate *gate,
    size_t most_units, struct findings *ret_findings, struct reason *why);

/* Returns whether both are the same candidate in the same row. */
bool findings_are_same(const struct finding *a, const struct finding *b);

/* Returns whether `f` is judged, or reported as the gate says. */
bool findings_is_answer(const struct finding *f);

/* Counts the verdicts, with those of the gaps. */
void findings_count(
    const struct findings *findings, size_t ret_counts[N_VERDICTS]);

/* Frees what `findings` holds. */
void findings_fini(struct findings *findings);

#endif
