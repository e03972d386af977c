/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Controls: the arms without which no row can pass (analysis/verdict/judge.h).
 * A null arm shows that no difference is told where there is none, a planted
 * one that a known one is seen, and a counting one that the slow path ran.
 */
#ifndef BENCH_RUN_CONTROLS_H
#define BENCH_RUN_CONTROLS_H

#include "bench/run/plan.h"

/*
 * Returns 0 if each row of the plan that is not skipped and has a candidate has
 * its controls too; or -EINVAL with the first row that lacks one, what it
 * lacks, and what to do.
 */
int controls_check(const struct plan *plan, struct reason *why);

#endif /* BENCH_RUN_CONTROLS_H */
