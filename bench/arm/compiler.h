/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What made an arm: its compiler, that one's version, and its flags.  Arms that
 * differ in it differ for another reason than their locks.
 */
#ifndef BENCH_ARM_COMPILER_H
#define BENCH_ARM_COMPILER_H

#include "bench/arm/arm.h"

#include <stdbool.h>
#include <stddef.h>

#define COMPILER_NAME_BYTES  96
#define COMPILER_FLAGS_BYTES 2048

/* Each text is empty where the arm does not say, or says too much to keep. */
struct compiler {
	char name[COMPILER_NAME_BYTES];    /* "gcc" */
	char version[COMPILER_NAME_BYTES]; /* "12.2.0" */
	char flags[COMPILER_FLAGS_BYTES];
};

/* Writes what *arm says of itself; all is empty for an arm of an older ABI. */
void compiler_copy(const struct arm *arm, struct compiler *ret);

/* Whether all three are known. */
bool compiler_is_known(const struct compiler *compiler);

/* Whether both are known and the same: one that is unknown is like no other. */
bool compiler_is_same(const struct compiler *a, const struct compiler *b);

/* Whether both are known, and not the same. */
bool compiler_differs(const struct compiler *a, const struct compiler *b);

/* Enough for most of compiler_name() and compiler_difference(). */
#define COMPILER_TEXT_BYTES 256

/* Writes "gcc 12.2.0 -O2", as audit.csv has it, or "unknown"; may be cut. */
void compiler_name(
    const struct compiler *compiler, char *ret_text, size_t bytes);

/*
 * Writes how two differ, in a part of a line: "gcc 12.2.0 against clang
 * 14.0.6", or, of the same compiler, "gcc 12.2.0 with -O2 against -O3".  May be
 * cut.
 */
void compiler_difference(const struct compiler *a, const struct compiler *b,
    char *ret_text, size_t bytes);

#endif /* BENCH_ARM_COMPILER_H */
