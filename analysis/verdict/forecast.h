/* SPDX-License-Identifier: BSD-2-Clause */
/* forecast: how many more units would decide a line that is inconclusive. */
#ifndef ANALYSIS_VERDICT_FORECAST_H
#define ANALYSIS_VERDICT_FORECAST_H

#include "analysis/verdict/judge.h"

/*
 * Returns how many more units would decide a line of these `facts` and this
 * `verdict`: 0 if it is decided, NAN if unknown.
 */
double forecast_more_units(const struct facts *facts, enum verdict verdict);

/*
 * Returns whether more units may still decide a line of these `facts` and this
 * `verdict`: up to the last look, or as many as there is time for.
 */
bool forecast_is_open(const struct facts *facts, enum verdict verdict);

/*
 * Adds to the reason of `opinion`, which is inconclusive, that it will stay so;
 * and that `more` units would decide it, unless `more` is NAN.
 */
void forecast_close(
    const struct facts *facts, double more, struct opinion *opinion);

#endif
