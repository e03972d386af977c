/* SPDX-License-Identifier: BSD-2-Clause */
/* A file, read whole. */
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

#endif /* BASE_FILE_H */
