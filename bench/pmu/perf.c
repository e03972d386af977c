/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/pmu/perf.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int
perf_open(const struct perf_code *code, int leader)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.type = code->type,
		.config = code->config[0],
		.config1 = code->config[1],
		.config2 = code->config[2],
		.disabled = leader == -1,
		.pinned = leader == -1,
		.exclude_kernel = code->type != PERF_TYPE_SOFTWARE,
		.exclude_hv = 1,
		.read_format = PERF_FORMAT_GROUP |
		    PERF_FORMAT_TOTAL_TIME_ENABLED |
		    PERF_FORMAT_TOTAL_TIME_RUNNING,
	};
	const long fd = syscall(
	    SYS_perf_event_open, &attr, 0, -1, leader, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : (int)fd;
}

int
perf_paranoid(int *ret_level)
{
	FILE *f = fopen("/proc/sys/kernel/perf_event_paranoid", "re");
	int n;

	if (f == NULL)
		return -errno;
	n = fscanf(f, "%d", ret_level);
	fclose(f);
	return n == 1 ? 0 : -EINVAL;
}
