/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * change_line: a change of an audit as a line among those that measure time.
 *
 * Its row is the audit's name for it.  Counts are exact: a line has no units,
 * bounds or margin.
 */
#ifndef ANALYSIS_FORMAT_CHANGE_LINE_H
#define ANALYSIS_FORMAT_CHANGE_LINE_H

#include "analysis/audit/changes.h"
#include "analysis/format/output.h"

/* Puts a line on each change to `o`, with the `n` fields `all` in each. */
void change_line_put(struct output *o, const struct changes *changes,
    const struct output_field *all, size_t n);

#endif
