/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * summary: summary.csv, for programs.
 *
 * Units stand in the columns' names; effects are in per cent.  What is not
 * known is empty, never 0.  The same raw.csv gives the same bytes.
 */
#ifndef ANALYSIS_FORMAT_SUMMARY_H
#define ANALYSIS_FORMAT_SUMMARY_H

#include "analysis/format/judged.h"
#include "analysis/format/output.h"

/*
 * Writes summary.csv, one line per finding, gap and change of an audit, in
 * `folder`.  Returns 0, or a negative errno with the reason in `why` and what
 * was there before untouched.
 */
int summary_write(
    const char *folder, const struct judged *judged, struct reason *why);

/* Puts the lines of summary.csv to `o`. */
void summary_put(struct output *o, const struct judged *judged);

#endif
