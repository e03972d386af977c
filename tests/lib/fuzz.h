/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a fuzzer is made of, for libFuzzer and for replay.c.  A check that fails
 * calls abort(), which both report with the input.
 */
#ifndef TESTS_LIB_FUZZ_H
#define TESTS_LIB_FUZZ_H

#include "base/reason.h"

#include <stddef.h>
#include <stdint.h>

/* How many inputs were whole, as far as the fuzzed code can tell. */
extern unsigned fuzz_n_whole;

/* Gives the n_bytes at data to the fuzzed code.  Always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes);

/*
 * Makes a file in memory of the n_bytes at data.  Returns its path, which is
 * always the same: the next call writes the file anew.
 */
const char *fuzz_file(const uint8_t *data, size_t n_bytes);

#define FUZZ_TEXT_BYTES 4096

/*
 * Returns the n_bytes at data as a string, which ends at the first zero byte,
 * or after FUZZ_TEXT_BYTES - 1 bytes.  The next call but one overwrites it:
 * getopt(3) still looks at the command line before this one.
 */
char *fuzz_text(const uint8_t *data, size_t n_bytes);

#define FUZZ_WORDS 32

/*
 * Writes the lines of such a string to argv, behind a program's name, and NULL
 * behind them.  Returns their number with the name, at most FUZZ_WORDS: the
 * lines that are too many are left out.
 */
int fuzz_words(const uint8_t *data, size_t n_bytes, char *argv[FUZZ_WORDS + 1]);

/*
 * Takes what a function returned for an input, 0 or a negative errno: counts a
 * whole input, or checks that the reason for another is one line of text.
 */
void fuzz_result(int result, const struct reason *why);

#endif /* TESTS_LIB_FUZZ_H */
