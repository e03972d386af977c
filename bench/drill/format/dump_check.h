/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether bytes are a dump.  In the order of the file; the first that is wrong
 * is told by its offset.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_CHECK_H
#define BENCH_DRILL_FORMAT_DUMP_CHECK_H

#include "base/reason.h"
#include "bench/drill/format/dump.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Where a field is of a struct that is at base. */
#define DUMP_AT(base, type, field) ((base) + offsetof(struct type, field))

/* Bytes that may be a dump, at any address. */
struct dump_bytes {
	const unsigned char *bytes;
	size_t n_bytes;
};

/*
 * Checks the header at the begin of file and where it says that the parts are:
 * all of them lie in the file, without gaps, and have the sizes of what they
 * hold.  Returns 0 and writes the header to *ret; else -EINVAL and *why.
 */
int dump_check_header(
    const struct dump_bytes *file, struct dump_header *ret, struct reason *why);

/*
 * Checks the trailer, the sum of the file, the CPUs and the locks, by a header
 * that dump_check_header() passed.  Returns as it does.
 */
int dump_check_parts(const struct dump_bytes *file,
    const struct dump_header *header, struct reason *why);

/* Says in *why that what is at offset is damaged, and how; returns -EINVAL. */
int dump_check_damaged(struct reason *why, size_t offset, const char *what);

/*
 * Checks that sum, which is at offset, is that of *part.  Returns 0; else
 * -EINVAL and *why.
 */
int dump_check_sum(const struct dump_bytes *part, size_t offset, uint32_t sum,
    struct reason *why);

/* True if a text in n_bytes ends there. */
static inline bool
dump_check_has_end(const char *text, size_t n_bytes)
{
	return memchr(text, '\0', n_bytes) != NULL;
}

#endif /* BENCH_DRILL_FORMAT_DUMP_CHECK_H */
