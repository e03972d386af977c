/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare_summary: the writer of compare.csv.
 *
 * There is one line for each candidate that both reports have, and one for each
 * change of their audits, whose row is the name of the audited line.
 * `measured` is `time`, or what changed.  No line has a time: costs are in per
 * cent of the baseline of each report.
 */
#ifndef ANALYSIS_FORMAT_COMPARE_SUMMARY_H
#define ANALYSIS_FORMAT_COMPARE_SUMMARY_H

#include "analysis/format/judged.h"
#include "analysis/format/output.h"

/*
 * Writes compare.csv to `folder`.  Returns 0, or a negative errno with the
 * reason in `why`; an older compare.csv then stays as it was.
 */
int compare_summary_write(
    const char *folder, const struct compared *compared, struct reason *why);

/* Writes the lines of compare.csv to `o`. */
void compare_summary_put(struct output *o, const struct compared *compared);

#endif
