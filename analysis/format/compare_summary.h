/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare_summary: compare.csv, for programs.
 *
 * One line per candidate that both reports have, and one per change of their
 * audits, which has a name of its own as its row.  `measured` says which it is:
 * `time`, or what changed.  No line has a time in it: costs are in per cent of
 * each report's own baseline.
 */
#ifndef ANALYSIS_FORMAT_COMPARE_SUMMARY_H
#define ANALYSIS_FORMAT_COMPARE_SUMMARY_H

#include "analysis/format/judged.h"
#include "analysis/format/output.h"

/*
 * Writes compare.csv in `folder`.  Returns 0, or a negative errno with the
 * reason in `why` and what was there before untouched.
 */
int compare_summary_write(
    const char *folder, const struct compared *compared, struct reason *why);

/* Puts its lines to `o`. */
void compare_summary_put(struct output *o, const struct compared *compared);

#endif
