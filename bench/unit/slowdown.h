/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long the known slowdowns of a unit must be: in steps of the arms' work,
 * found out once per unit.
 *
 * Among threads and in windows each pass is delayed.  Of one thread the slice
 * is, once, at its end: some loops have a fast and a slow steady state, and a
 * delay within them would decide for one.  The delay is found out from what
 * blocks like those to come say of it, and follows from the base's time where
 * none of them was left undisturbed.
 */
#ifndef BENCH_UNIT_SLOWDOWN_H
#define BENCH_UNIT_SLOWDOWN_H

#include "bench/unit/unit.h"

/*
 * Fills in the steps of each arm of *setup, which is ready to run but for them,
 * for the slowdowns of *order.  A pass of the base takes about pass_steps.
 */
void slowdown_calibrate(const struct unit_order *order,
    struct block_setup *setup, double pass_steps);

#endif /* BENCH_UNIT_SLOWDOWN_H */
