/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Breaks a drill: the driver of its disk allocates for each request, which no
 * dump may do.  Linked with --wrap=disk_write.
 */
#include "bench/drill/world/world.h"

#include <stdlib.h>

int __real_disk_write(
    struct world_cpu *cpu, int fd, uint64_t offset, const void *data, size_t n);
int __wrap_disk_write(
    struct world_cpu *cpu, int fd, uint64_t offset, const void *data, size_t n);

int
__wrap_disk_write(
    struct world_cpu *cpu, int fd, uint64_t offset, const void *data, size_t n)
{
	/* More than malloc keeps for each thread. */
	void *volatile memory = malloc(4096);

	free(memory);
	return __real_disk_write(cpu, fd, offset, data, n);
}
