/* SPDX-License-Identifier: BSD-2-Clause */
/* next: which rows a run goes on with. */
#ifndef ANALYSIS_CMD_NEXT_H
#define ANALYSIS_CMD_NEXT_H

#include "analysis/verdict/findings.h"
#include "base/reason.h"

/*
 * Writes the file at `path` with the name of each row, one a line, of which
 * some candidate is inconclusive and may yet be decided.  What is decided is
 * not in it, nor what is unfit: it would be measured until it suits.  Returns
 * 0, or a negative errno with the reason in `why` and what was there before
 * untouched.
 */
int next_write_rows(
    const char *path, const struct findings *findings, struct reason *why);

#endif
