/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The control groups of this process, version 1 or 2: how much CPU time they
 * may use, and how often they were stopped since it was used up.
 */
#ifndef BENCH_MACHINE_CGROUP_H
#define BENCH_MACHINE_CGROUP_H

#include <stdbool.h>
#include <stdint.h>

#define CGROUP_PATH_BYTES 2048

struct cgroup {
	/* The CPUs' worth of time that the tightest group may use. */
	double quota_cpus;
	bool has_quota;
	int64_t period_us; /* in which it may use that */

	/* Over all these groups, since each was made. */
	int64_t n_throttled;
	int64_t throttled_us;
};

/*
 * Looks at the group of this process and at all above it, by the files under
 * root (probe.h).  Returns false, with nothing written, if no group of CPU time
 * can be seen.
 */
bool cgroup_look(const char *root, struct cgroup *ret);

#endif /* BENCH_MACHINE_CGROUP_H */
