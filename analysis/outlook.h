/* SPDX-License-Identifier: BSD-2-Clause */
/* outlook: what it would take to decide a line that is inconclusive. */
#ifndef ANALYSIS_OUTLOOK_H
#define ANALYSIS_OUTLOOK_H

#include "analysis/judge.h"

/*
 * Returns how many more units would decide a line of these `facts` and this
 * `verdict`: 0 if it is decided, NAN if no number of units is known to.
 */
double outlook_more_units(const struct facts *facts, enum verdict verdict);

#endif
