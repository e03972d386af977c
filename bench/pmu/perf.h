/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls perf_event_open(); nothing else here does. */
#ifndef BENCH_PMU_PERF_H
#define BENCH_PMU_PERF_H

#include <stdint.h>

/* An event as the kernel knows it: fields of perf_event_attr. */
struct perf_code {
	uint32_t type;
	uint64_t config[3]; /* config, config1, config2 */
};

/* What reading a group of n events gives; the n values follow it. */
struct perf_head {
	uint64_t n;
	uint64_t enabled_ns; /* since the opening; a reset leaves it */
	uint64_t running_ns; /* of these, on the PMU */
};

/*
 * Opens an event of the calling thread in the group of leader.  If leader is
 * -1, the event leads a new group, which is pinned and disabled.  Kernel and
 * hypervisor are excluded, except for software events: these happen in the
 * kernel and would count nothing (measuring.md 4.3).  Returns a descriptor or a
 * negative errno.
 */
int perf_open(const struct perf_code *code, int leader);

/*
 * Reads perf_event_paranoid, which may be negative.  The higher it is, the less
 * may be counted without CAP_PERFMON.  Returns 0 or a negative errno.
 */
int perf_paranoid(int *ret_level);

#endif /* BENCH_PMU_PERF_H */
