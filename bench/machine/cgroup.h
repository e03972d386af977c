/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The control groups of this process, version 1 or 2: how much CPU time they
 * allow, and how often they were throttled.
 */
#ifndef BENCH_MACHINE_CGROUP_H
#define BENCH_MACHINE_CGROUP_H

#include <stdbool.h>
#include <stdint.h>

#define CGROUP_PATH_BYTES 2048

struct cgroup {
	/* The CPU time that the tightest group allows, in CPUs. */
	double quota_cpus;
	bool has_quota;
	int64_t period_us; /* in which it may use that */

	/* Summed over all these groups, since each was made. */
	int64_t n_throttled;
	int64_t throttled_us;
};

/*
 * Reads the group of this process and all groups above it, from the files under
 * root (probe.h).  Returns false, with nothing written, if no group for CPU
 * time is visible.
 */
bool cgroup_look(const char *root, struct cgroup *ret);

#endif /* BENCH_MACHINE_CGROUP_H */
