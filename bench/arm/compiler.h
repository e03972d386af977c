/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What made an arm: its compiler, the version, and the flags.  Arms that differ
 * in it differ in more than their locks.
 */
#ifndef BENCH_ARM_COMPILER_H
#define BENCH_ARM_COMPILER_H

#include "bench/arm/arm.h"

#include <stdbool.h>
#include <stddef.h>

#define COMPILER_NAME_BYTES  96
#define COMPILER_FLAGS_BYTES 2048

/* A text is empty if the arm does not record it, or if it is too long. */
struct compiler {
	char name[COMPILER_NAME_BYTES];    /* "gcc" */
	char version[COMPILER_NAME_BYTES]; /* "12.2.0" */
	char flags[COMPILER_FLAGS_BYTES];
};

/* Writes what *arm records; all is empty for an arm of an older ABI. */
void compiler_copy(const struct arm *arm, struct compiler *ret);

/* Whether all three are known. */
bool compiler_is_known(const struct compiler *compiler);

/* Whether both are known and equal; an unknown one equals none. */
bool compiler_is_same(const struct compiler *a, const struct compiler *b);

/* Whether both are known, and not the same. */
bool compiler_differs(const struct compiler *a, const struct compiler *b);

/* Enough for most of compiler_name() and compiler_difference(). */
#define COMPILER_TEXT_BYTES 256

/* Writes "gcc 12.2.0 -O2", as audit.csv has it, or "unknown"; may be cut. */
void compiler_name(
    const struct compiler *compiler, char *ret_text, size_t bytes);

/*
 * Writes how two differ, as part of a line: "gcc 12.2.0 against clang 14.0.6",
 * or, for one compiler, "gcc 12.2.0 with -O2 against -O3".  May be cut.
 */
void compiler_difference(const struct compiler *a, const struct compiler *b,
    char *ret_text, size_t bytes);

#endif /* BENCH_ARM_COMPILER_H */
