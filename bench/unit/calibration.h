/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How much work a slice does: found once per unit, from the base alone, so that
 * every arm does the same.
 */
#ifndef BENCH_UNIT_CALIBRATION_H
#define BENCH_UNIT_CALIBRATION_H

#include "bench/unit/protocol.h"

/*
 * Fills *setup and its site with what *order asks for: the work in steps, the
 * passes or the time of a slice, and the planted delay.  The arms, workers and
 * memory of *setup must be there already.  Returns the time of one step of the
 * arms' work, in ns.
 */
double calibration_run(
    const struct unit_order *order, struct block_setup *setup);

#endif /* BENCH_UNIT_CALIBRATION_H */
