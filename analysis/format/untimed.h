/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * untimed: lines of summary.csv and compare.csv without a time: what was
 * planned and not judged, and what changed in an audit.
 *
 * The row of a change is the audit's name for it.  Counts are exact: its line
 * has no units, bounds or margin.
 */
#ifndef ANALYSIS_FORMAT_UNTIMED_H
#define ANALYSIS_FORMAT_UNTIMED_H

#include "analysis/audit/audit_pair.h"
#include "analysis/format/output.h"
#include "analysis/verdict/gaps.h"

/* Both put lines to `o`, with the fields `all` in each. */

/* Puts a line on each gap. */
void untimed_put_gaps(
    struct output *o, const struct gaps *gaps, const struct output_fields *all);

/*
 * Puts a line on what was not counted or not compared, if something was not,
 * and a line on each change.
 */
void untimed_put_audits(struct output *o, const struct audit_pair *audits,
    const struct output_fields *all);

#endif
