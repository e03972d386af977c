/* SPDX-License-Identifier: BSD-2-Clause */
/* Files read whole, folders, and data sent whole through a descriptor. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/reason.h"

#include <stddef.h>

/*
 * Reads the file at path, which may have at most `most` bytes.  Returns 0 with
 * *ret_n bytes, which the caller frees; a NUL follows them.  Otherwise returns
 * a negative errno, -EFBIG for a longer file, with a reason that begins with
 * "it" and does not name the path.
 */
int file_read(const char *path, size_t most, char **ret, size_t *ret_n,
    struct reason *why);

/*
 * Makes the folder at path and each folder above it that does not exist.
 * Returns 0, or a negative errno with the reason.
 */
int file_make_folder(const char *path, struct reason *why);

/* Writes all bytes.  Returns 0 or a negative errno. */
int file_write_all(int fd, const void *data, size_t bytes);

/*
 * Reads exactly so many bytes.  Waits at most timeout_ms for each part; -1
 * waits for ever.  Returns 0, -EPIPE if the other end closed, -ETIMEDOUT, or
 * another negative errno.
 */
int file_read_exactly(int fd, void *data, size_t bytes, int timeout_ms);

#endif /* BASE_FILE_H */
