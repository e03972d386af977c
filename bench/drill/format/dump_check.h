/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checks whether bytes are a dump, in the order of the file, and tells the
 * offset of the first that is wrong.  The door to zlib, for the sums.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_CHECK_H
#define BENCH_DRILL_FORMAT_DUMP_CHECK_H

#include "base/reason.h"
#include "bench/drill/format/dump.h"

#include <stddef.h>
#include <stdint.h>

/* No dump is longer. */
#define DUMP_READ_BYTES_MAX ((size_t)64 << 20)

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

/*
 * Extends a CRC-32 by n_bytes at data, which may be NULL if n_bytes is 0.
 * Returns the new sum; that of nothing is 0.
 *
 * Sums allocate nothing and take no lock, so they may be made after a panic.
 * But the dynamic linker may have to bind the first call: a program that panics
 * makes a call before, or is linked with -z now.
 */
uint32_t sum_add(uint32_t sum, const void *data, size_t n_bytes);

/* Returns the sum of the n_bytes at data. */
uint32_t sum_of(const void *data, size_t n_bytes);

#endif /* BENCH_DRILL_FORMAT_DUMP_CHECK_H */
