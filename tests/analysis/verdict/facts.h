/* SPDX-License-Identifier: BSD-2-Clause */
/* facts: what a verdict may depend on, to start from. */
#ifndef TESTS_ANALYSIS_VERDICT_FACTS_H
#define TESTS_ANALYSIS_VERDICT_FACTS_H

#include "analysis/verdict/judge.h"

/* Returns a test with bounds `half_width` from the estimate. */
struct stats_result around(double estimate, double half_width);

/* Returns facts with a margin of 0.01 that PASS, barely in units. */
struct facts facts_that_pass(void);

/* Checks that `facts` are judged so, with `reason` within the reason. */
void assert_judged(
    const struct facts *facts, enum verdict verdict, const char *reason);

#endif
