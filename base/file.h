/* SPDX-License-Identifier: BSD-2-Clause */
/* Files read whole, folders, and data sent whole through a descriptor. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/reason.h"

#include <stddef.h>

/*
 * Reads the file at path, of at most `most` bytes.  Returns 0 with its *ret_n
 * bytes, which are the caller's to free and have a NUL behind them; or a
 * negative errno, -EFBIG if there are more, with a reason that begins with "it"
 * and does not name the path.
 */
int file_read(const char *path, size_t most, char **ret, size_t *ret_n,
    struct reason *why);

/*
 * Makes the folder at `path`, and those above it, where they are not there.
 * Returns 0, or a negative errno with the reason in `why`.
 */
int file_make_folder(const char *path, struct reason *why);

/* Writes all bytes.  Returns 0 or a negative errno. */
int file_write_all(int fd, const void *data, size_t bytes);

/*
 * Reads exactly bytes, waiting at most timeout_ms for each part; -1 waits for
 * ever.  Returns 0, -EPIPE if the other end closed, -ETIMEDOUT, or a negative
 * errno.
 */
int file_read_exactly(int fd, void *data, size_t bytes, int timeout_ms);

#endif /* BASE_FILE_H */
