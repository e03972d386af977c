/* SPDX-License-Identifier: BSD-2-Clause */
/* facts: facts that PASS, for tests to change one by one. */
#ifndef TESTS_ANALYSIS_VERDICT_FACTS_H
#define TESTS_ANALYSIS_VERDICT_FACTS_H

#include "analysis/verdict/judge.h"

/* Returns a test with bounds `half_width` from the estimate. */
struct stats_result around(double estimate, double half_width);

/* Returns facts that PASS a margin of 0.01, with the fewest units allowed. */
struct facts facts_that_pass(void);

/* Checks the verdict on `facts`, and that its reason contains `reason`. */
void assert_judged(
    const struct facts *facts, enum verdict verdict, const char *reason);

#endif
