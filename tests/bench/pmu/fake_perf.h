/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fake_perf: a kernel's answers about counters, made up.  Stands before
 * perf_open(), perf_paranoid() and ioctl() by the link (--wrap), and lets the
 * real ones through as long as nothing is set.
 */
#ifndef TESTS_BENCH_PMU_FAKE_PERF_H
#define TESTS_BENCH_PMU_FAKE_PERF_H

#include "bench/pmu/perf.h"

/* Answers perf_open() if it is set. */
typedef int fake_perf_open(const struct perf_code *code, int leader);
extern fake_perf_open *fake_perf_opener;

/* What perf_paranoid() says, if it is not one of these two. */
#define FAKE_PERF_REAL_LEVEL (-1000)
#define FAKE_PERF_NO_LEVEL   (-1001)
extern int fake_perf_level;

/* Answers ioctl() if it is set. */
typedef int fake_perf_ioctl(int fd, unsigned long request);
extern fake_perf_ioctl *fake_perf_teller;

#endif /* TESTS_BENCH_PMU_FAKE_PERF_H */
