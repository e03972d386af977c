/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plain: a line of CSV in which nothing is quoted, as nearly all are: split at
 * its commas, which is much faster than going byte by byte as libcsv does.
 */
#ifndef BASE_CSV_PLAIN_H
#define BASE_CSV_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Returns whether the fields of a line, of `len` bytes with the newline at its
 * end, are what stands between its commas.
 */
bool plain_is(const char *line, size_t len);

/*
 * Calls `take` with each field of a plain line, and with `data`, as libcsv
 * would.
 */
void plain_parse(const char *line, size_t len,
    void (*take)(void *field, size_t len, void *data), void *data);

#endif
