/* SPDX-License-Identifier: BSD-2-Clause */
/* finding: one candidate or reference, measured and then judged. */
#ifndef ANALYSIS_VERDICT_FINDING_H
#define ANALYSIS_VERDICT_FINDING_H

#include "analysis/verdict/findings.h"

/*
 * Measures the arm of `f`, which has a row and an arm, and its controls by the
 * rule that `gate` has for it; `most_units` as in findings_make().  Returns 0
 * or -ENOMEM.
 */
int finding_measure(struct finding *f, const struct report *report,
    const struct gate *gate, size_t most_units);

/* Judges what is measured, and corrected for all that is judged beside it. */
void finding_judge(struct finding *f);

#endif
