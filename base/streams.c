/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/streams.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
streams_open(void)
{
	/* The lowest that is free comes first; open the wrong way round. */
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1)
			(void)!open("/dev/null",
			    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int
streams_end_output(struct reason *why)
{
	errno = EIO;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return reason_set(
	    why, -EIO, "cannot write standard output: %s", strerror(errno));
}
