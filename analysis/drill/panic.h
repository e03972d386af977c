/* SPDX-License-Identifier: BSD-2-Clause */
/* panic: whether what one line of drill.csv says can all be true. */
#ifndef ANALYSIS_DRILL_PANIC_H
#define ANALYSIS_DRILL_PANIC_H

#include "analysis/drill/panics.h"

/*
 * Checks that the fields of `panic`, last read from `in`, agree with each
 * other.  Returns 0, or -EINVAL with the first that does not in `why`.
 */
int panic_check(
    const struct panic *panic, const struct panics *in, struct reason *why);

#endif
