/* SPDX-License-Identifier: BSD-2-Clause */
#include "here.h"

#include <sched.h>

bool
here_cpus(unsigned n, unsigned ret_cpus[])
{
	cpu_set_t set;
	unsigned found = 0;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return false;
	for (unsigned cpu = 0; cpu < CPU_SETSIZE && found < n; cpu++)
		if (CPU_ISSET(cpu, &set))
			ret_cpus[found++] = cpu;
	return found == n;
}
