/* SPDX-License-Identifier: BSD-2-Clause */
/* Data sent whole: structs through a pipe, blocks of lines into a file. */
#ifndef BASE_PIPE_H
#define BASE_PIPE_H

#include <stddef.h>

/* Writes all bytes.  Returns 0 or a negative errno. */
int pipe_write(int fd, const void *data, size_t bytes);

/*
 * Reads exactly bytes, waiting at most timeout_ms for each part; -1 waits for
 * ever.  Returns 0, -EPIPE if the other end closed, -ETIMEDOUT, or a negative
 * errno.
 */
int pipe_read(int fd, void *data, size_t bytes, int timeout_ms);

#endif /* BASE_PIPE_H */
