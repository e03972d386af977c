/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How a world ends: the floor is taken, the panic is called, synced and dumped,
 * and what became of it is told.
 */
#ifndef BENCH_DRILL_RUN_ENDING_H
#define BENCH_DRILL_RUN_ENDING_H

#include "bench/drill/run/child.h"
#include "bench/drill/world/world.h"

/*
 * Makes the process ready to panic as *plan says.  Returns 0 or a negative
 * errno.
 */
int ending_init(const struct plan_panic *plan, struct child_files files,
    uint64_t stop_timeout_ns, struct child_report *report);

/* Notes that the world has come so far, unless it had come farther. */
void ending_reach(enum child_stage stage);

/* Panics on *me, the calling thread, wherever it is; ends the process. */
void ending_come(struct world_cpu *me);

#endif /* BENCH_DRILL_RUN_ENDING_H */
