/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What it means when the kernel does not count: a status, and an advice.  The
 * kernel says no more than an errno, and the same for quite different causes.
 */
#ifndef BENCH_PMU_PERF_ERROR_H
#define BENCH_PMU_PERF_ERROR_H

#include "bench/pmu/counters.h"

/*
 * Writes what to do about code, for which perf_open() answered err, a negative
 * errno; -ENOSPC: it did not fit into its group.  Returns its status.
 */
enum counters_status perf_error_explain(
    int err, const struct perf_code *code, struct reason *why);

/*
 * Writes what to do about a reading of the status, which was opened all right
 * but not counted, or for a part of the time only.
 */
void perf_error_advise(enum counters_status status, struct reason *why);

#endif /* BENCH_PMU_PERF_ERROR_H */
