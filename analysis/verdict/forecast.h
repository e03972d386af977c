/* SPDX-License-Identifier: BSD-2-Clause */
/* forecast: what it would take to decide a line that is inconclusive. */
#ifndef ANALYSIS_VERDICT_FORECAST_H
#define ANALYSIS_VERDICT_FORECAST_H

#include "analysis/verdict/judge.h"

/*
 * Returns how many more units would decide a line of these `facts` and this
 * `verdict`: 0 if it is decided, NAN if no number of units is known to.
 */
double forecast_more_units(const struct facts *facts, enum verdict verdict);

/*
 * Whether the units to come, up to the last look or as many as there is time
 * for, may yet decide a line of these `facts` and this `verdict`.
 */
bool forecast_is_open(const struct facts *facts, enum verdict verdict);

/*
 * Adds to the reason of `opinion`, which is inconclusive, that it stays so, and
 * how many units `more` would decide it, NAN if none is known to.
 */
void forecast_close(
    const struct facts *facts, double more, struct opinion *opinion);

#endif
