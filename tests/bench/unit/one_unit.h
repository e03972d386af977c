/* SPDX-License-Identifier: BSD-2-Clause */
/* one_unit: what tests of a unit have it do, but for what they are about. */
#ifndef TESTS_BENCH_UNIT_ONE_UNIT_H
#define TESTS_BENCH_UNIT_ONE_UNIT_H

#include "bench/unit/unit.h"

/* Orders one thread and no arm yet; false if no CPU may be used. */
bool one_unit_order(struct unit_order *ret);

/* Adds an arm of the folder that the environment's variable names. */
void one_unit_add_arm(
    struct unit_order *order, const char *folder_variable, const char *name);

#endif /* TESTS_BENCH_UNIT_ONE_UNIT_H */
