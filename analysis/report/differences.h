/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * differences: what two reports differ in besides what was measured: machine,
 * system, tools and environment.
 */
#ifndef ANALYSIS_REPORT_DIFFERENCES_H
#define ANALYSIS_REPORT_DIFFERENCES_H

#include "analysis/report/run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

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

/*
 * Writes those of `words` that `others` has not, or "none", to `ret_own`, cut
 * to `size`.
 */
void words_own(
    const char *words, const char *others, char *ret_own, size_t size);

/*
 * Tells `warnings`, a line each, what differs between the runs, and what must
 * be known to tell that they do not and is not: an unknown processor is not the
 * same as another unknown one.
 */
void differences_tell(
    const struct run *before, const struct run *after, FILE *warnings);

#endif
