/* SPDX-License-Identifier: BSD-2-Clause */
/* gap_line: a gap as a line among those that measure time. */
#ifndef ANALYSIS_FORMAT_GAP_LINE_H
#define ANALYSIS_FORMAT_GAP_LINE_H

#include "analysis/audit/audits.h"
#include "analysis/format/output.h"
#include "analysis/verdict/gaps.h"

/* Puts a line on what of `audits` is a gap, if something is; as below. */
void gap_line_put_audit(struct output *o, const struct audits *audits,
    const struct output_field *all, size_t n);

/* Puts a line on each gap to `o`, with the `n` fields `all` in each. */
void gap_line_put(struct output *o, const struct gaps *gaps,
    const struct output_field *all, size_t n);

#endif
