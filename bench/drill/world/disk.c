/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/world/disk.h"

#include <errno.h>
#include <unistd.h>

static int
write_all(int fd, uint64_t offset, const unsigned char *data, size_t n)
{
	while (n > 0) {
		const ssize_t rc = pwrite(fd, data, n, (off_t)offset);

		if (rc < 0 && errno == EINTR)
			continue;
		if (rc <= 0)
			return rc == 0 ? -EIO : -errno;
		data += rc;
		offset += (uint64_t)rc;
		n -= (size_t)rc;
	}
	return 0;
}

int
disk_write(
    struct world_cpu *cpu, int fd, uint64_t offset, const void *data, size_t n)
{
	int err;

	world_acquire(cpu, WORLD_DISK, DUMP_EXCLUSIVE);
	world_moment(cpu, WORLD_DISK);
	err = write_all(fd, offset, data, n);
	world_release(cpu, WORLD_DISK);
	return err;
}
