/* SPDX-License-Identifier: BSD-2-Clause */
/* What a fuzzer is made of, for libFuzzer and for replay.c. */
#ifndef TESTS_LIB_FUZZ_H
#define TESTS_LIB_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* How many inputs were whole, as far as the fuzzed code can tell. */
extern unsigned fuzz_n_whole;

/* Gives the n_bytes at data to the fuzzed code.  Always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes);

#endif /* TESTS_LIB_FUZZ_H */
