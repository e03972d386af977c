/* SPDX-License-Identifier: BSD-2-Clause */
/* What the engine orders a unit to do: arms, CPUs, offset, work, events. */
#ifndef BENCH_RUN_ORDER_H
#define BENCH_RUN_ORDER_H

#include "bench/run/engine.h"
#include "bench/unit/unit.h"

/*
 * Fills *order, which is all 0, with what the unit of that number of a row of
 * the engine's plan is to do.
 */
void order_fill(const struct engine *engine, const struct plan_row *row,
    unsigned unit, struct unit_order *order);

#endif /* BENCH_RUN_ORDER_H */
