/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How much is done in a slice: found out once per unit, from the base alone, so
 * that every arm does the same.
 */
#ifndef BENCH_UNIT_CALIBRATION_H
#define BENCH_UNIT_CALIBRATION_H

#include "bench/unit/unit.h"

/*
 * Fills what *order asks for into *setup and its site: the work in steps, how
 * many passes or how much time fill a slice, and how long the planted delay
 * must be.  The setup's arms, workers and memory must be there already.  Returns
 * the time of one step of the arms' work, in ns.
 */
double calibration_run(
    const struct unit_order *order, struct block_setup *setup);

#endif /* BENCH_UNIT_CALIBRATION_H */
