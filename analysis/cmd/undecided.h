/* SPDX-License-Identifier: BSD-2-Clause */
/* undecided: which rows to go on with, for whoever measures. */
#ifndef ANALYSIS_CMD_UNDECIDED_H
#define ANALYSIS_CMD_UNDECIDED_H

#include "analysis/verdict/findings.h"

/*
 * Writes the file at `path` with the name of each row, one a line, of which
 * some candidate is inconclusive and may yet be decided.  What is decided is
 * not in it, nor what is unfit: it would be measured until it suits.  Returns
 * 0, or a negative errno with the reason in `why` and what was there before
 * untouched.
 */
int undecided_write(
    const char *path, const struct findings *findings, struct reason *why);

#endif
