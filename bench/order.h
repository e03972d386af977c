/* SPDX-License-Identifier: BSD-2-Clause */
/* What the engine orders a unit to do: arms, CPUs, offset, work, events. */
#ifndef BENCH_ORDER_H
#define BENCH_ORDER_H

#include "bench/engine.h"
#include "bench/unit.h"

/*
 * Fills *order, which is all 0, with what the unit of that number of a row of
 * the engine's plan is to do.
 */
void order_fill(const struct engine *engine, const struct plan_row *row,
    unsigned unit, struct unit_order *order);

#endif /* BENCH_ORDER_H */
