/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sides: rows that only one of two builds has.  They are planned and skipped,
 * so that nothing is dropped in silence.
 */
#ifndef BENCH_RUN_SIDES_H
#define BENCH_RUN_SIDES_H

#include "bench/run/plan.h"

/*
 * Whether a row of the base's lock is planned for the case: one of its own, or
 * one that only the candidate of another build has.
 */
bool sides_want_case(const struct options *options, const struct armory *armory,
    const struct armory_arm *base, const char *name);

/* Makes the row one of a lone arm, which only one of two builds has. */
void sides_take_lone(const struct armory_arm *lone, struct plan_row *row);

/* Skips the row if it is of two builds and one of them has no such case. */
void sides_check(const struct options *options, struct plan_row *row);

#endif /* BENCH_RUN_SIDES_H */
