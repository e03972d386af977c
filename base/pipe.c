/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/pipe.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

int
pipe_write(int fd, const void *data, size_t bytes)
{
	const char *p = data;

	while (bytes > 0) {
		const ssize_t n = write(fd, p, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		p += n;
		bytes -= (size_t)n;
	}
	return 0;
}

int
pipe_read(int fd, void *data, size_t bytes, int timeout_ms)
{
	char *p = data;

	while (bytes > 0) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		const int n_ready = poll(&ready, 1, timeout_ms);
		ssize_t n;

		if (n_ready == 0)
			return -ETIMEDOUT;
		n = n_ready < 0 ? -1 : read(fd, p, bytes);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return -EPIPE;
		p += n;
		bytes -= (size_t)n;
	}
	return 0;
}
