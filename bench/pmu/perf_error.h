/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What it means that the kernel does not count: a status and advice.  The
 * kernel gives only an errno, the same one for quite different causes.
 */
#ifndef BENCH_PMU_PERF_ERROR_H
#define BENCH_PMU_PERF_ERROR_H

#include "bench/pmu/event.h"

/*
 * Writes what to do about the event code, for which perf_open() returned err, a
 * negative errno; -ENOSPC says that it did not fit into its group.  Returns its
 * status.
 */
enum counters_status perf_error_explain(
    int err, const struct perf_code *code, struct reason *why);

/*
 * Writes what to do about an event that opened, but counted nothing or only
 * part of the time, as status says.
 */
void perf_error_advise(enum counters_status status, struct reason *why);

#endif /* BENCH_PMU_PERF_ERROR_H */
