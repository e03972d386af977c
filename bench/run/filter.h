/* SPDX-License-Identifier: BSD-2-Clause */
/* Which rows of a plan --benchmark_filter left out, known after the run. */
#ifndef BENCH_RUN_FILTER_H
#define BENCH_RUN_FILTER_H

#include "bench/run/plan.h"

/*
 * Marks the rows that `filter`, NULL for none, left out of a run that is over:
 * those that it did not begin, and of those that could not run the ones whose
 * names it does not take.
 */
void filter_mark(const char *filter, struct plan *plan);

#endif /* BENCH_RUN_FILTER_H */
