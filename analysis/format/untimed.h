/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * untimed: the lines of summary.csv and compare.csv that have no time: gaps,
 * and changes of an audit.
 *
 * The row of a change is the name of the audited line.  Counts are exact, so
 * its line has no units, bounds or margin.
 */
#ifndef ANALYSIS_FORMAT_UNTIMED_H
#define ANALYSIS_FORMAT_UNTIMED_H

#include "analysis/audit/audit_pair.h"
#include "analysis/format/output.h"
#include "analysis/verdict/gaps.h"

/* Both write lines to `o`; each line also has the fields `all`. */

/* Writes a line for each gap. */
void untimed_put_gaps(
    struct output *o, const struct gaps *gaps, const struct output_fields *all);

/*
 * Writes a line if an audit was not counted or not compared, and a line for
 * each change.
 */
void untimed_put_audits(struct output *o, const struct audit_pair *audits,
    const struct output_fields *all);

#endif
