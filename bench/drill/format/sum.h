/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sums of memory, by which a dump is known to be whole: CRC-32, by zlib, whose
 * only door this is.
 *
 * They allocate nothing and take no lock, so they may be called after a panic;
 * but the first call may have to be bound by the dynamic linker, so a program
 * that panics calls one before, or is linked with -z now.
 */
#ifndef BENCH_DRILL_FORMAT_SUM_H
#define BENCH_DRILL_FORMAT_SUM_H

#include <stddef.h>
#include <stdint.h>

/*
 * Returns the sum of what sum is the sum of, followed by the n_bytes at data.
 * The sum of nothing is 0; data may be NULL if n_bytes is 0.
 */
uint32_t sum_add(uint32_t sum, const void *data, size_t n_bytes);

/* Returns the sum of the n_bytes at data. */
uint32_t sum_of(const void *data, size_t n_bytes);

#endif /* BENCH_DRILL_FORMAT_SUM_H */
