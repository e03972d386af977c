/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef TESTS_BENCH_ARM_SAME_CODE_H
#define TESTS_BENCH_ARM_SAME_CODE_H

#include "bench/elf/object.h"

#include <stdbool.h>

/*
 * True if two arms have the same code in .text.arm but for displacements that
 * depend on where it was put; says where they differ.
 */
bool same_code(const struct object *a, const struct object *b);

#endif /* TESTS_BENCH_ARM_SAME_CODE_H */
