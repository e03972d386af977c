/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * summary: the writer of summary.csv.
 *
 * The names of columns have units; effects are in per cent.  A value that is
 * not known is empty, never 0.  The same raw.csv gives the same bytes.
 */
#ifndef ANALYSIS_FORMAT_SUMMARY_H
#define ANALYSIS_FORMAT_SUMMARY_H

#include "analysis/format/judged.h"
#include "analysis/format/output.h"

/*
 * Writes summary.csv to `folder`: one line for each finding, each gap and each
 * change of an audit.  Returns 0, or a negative errno with the reason in `why`;
 * an older summary.csv then stays as it was.
 */
int summary_write(
    const char *folder, const struct judged *judged, struct reason *why);

/* Writes the lines of summary.csv to `o`. */
void summary_put(struct output *o, const struct judged *judged);

#endif
