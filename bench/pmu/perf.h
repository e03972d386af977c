/* SPDX-License-Identifier: BSD-2-Clause */
/* perf_event_open()'s only door, and who may pass it. */
#ifndef BENCH_PMU_PERF_H
#define BENCH_PMU_PERF_H

#include <stdint.h>

/* An event as the kernel knows it: fields of perf_event_attr. */
struct perf_code {
	uint32_t type;
	uint64_t config[3]; /* config, config1, config2 */
};

/* What a read of a group of n events gives: the n values follow. */
struct perf_head {
	uint64_t n;
	uint64_t enabled_ns; /* since the opening; a reset leaves it */
	uint64_t running_ns; /* of these, on the PMU */
};

/*
 * Opens an event of the calling thread in the group of leader, or, where leader
 * is -1, as the leader of a new group that is disabled and pinned.  Kernel and
 * hypervisor are left out, but for software events, which happen in the kernel
 * and would count nothing (measuring.md 4.3).  Returns a descriptor or a
 * negative errno.
 */
int perf_open(const struct perf_code *code, int leader);

/*
 * Reads perf_event_paranoid: the higher, the less may be counted without
 * CAP_PERFMON.  Levels below 0 are levels, too.  Returns 0 or a negative errno.
 */
int perf_paranoid(int *ret_level);

#endif /* BENCH_PMU_PERF_H */
