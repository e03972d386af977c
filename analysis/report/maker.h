/* SPDX-License-Identifier: BSD-2-Clause */
/* maker: what made an arm, by the `toolchains` of run.json. */
#ifndef ANALYSIS_REPORT_MAKER_H
#define ANALYSIS_REPORT_MAKER_H

#include "analysis/report/run.h"

#include <stdbool.h>
#include <stddef.h>

/* What fits into a verdict's reason. */
#define MAKER_TEXT_BYTES 96

/*
 * Returns whether the arm called `old` of `before` and the one called `new` of
 * `after` were made by different compilers, or with different flags; then how
 * is in `ret_how`.  What is not known does not differ, and is not the same
 * either: makers_are_told().
 */
bool maker_differs(const struct run *before, const char *old,
    const struct run *after, const char *new, char ret_how[MAKER_TEXT_BYTES]);

/*
 * Returns whether `run` says of each of its arms what made it.  Older reports
 * say for what a build was set up, which need not be what made the arms.
 */
bool makers_are_told(const struct run *run);

#endif
