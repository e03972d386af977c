/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long the delay of each planted slowdown must be, in steps of the arms'
 * work.  It is found once per unit.
 *
 * With several threads, and in windows, each pass is delayed.  With one thread,
 * the delay is added once, at the end of the slice: some loops have a fast and
 * a slow steady state, and a delay inside them would choose one.  The delay is
 * derived from trial blocks.  Where every trial block was disturbed, it follows
 * from the base's time.
 */
#ifndef BENCH_UNIT_SLOWDOWN_H
#define BENCH_UNIT_SLOWDOWN_H

#include "bench/unit/protocol.h"

/*
 * Fills in the delay of each arm of *setup, otherwise ready to run, for the
 * slowdowns of *order.  A pass of the base takes about pass_steps.
 */
void slowdown_calibrate(const struct unit_order *order,
    struct block_setup *setup, double pass_steps);

#endif /* BENCH_UNIT_SLOWDOWN_H */
