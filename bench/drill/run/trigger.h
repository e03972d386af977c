/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes a world panic where it was planned: in a section, through
 * world_moment(), which stands in the middle of each; elsewhere through
 * interrupts, which are sent to threads until one is found there.
 */
#ifndef BENCH_DRILL_RUN_TRIGGER_H
#define BENCH_DRILL_RUN_TRIGGER_H

#include "bench/drill/run/plan.h"
#include "bench/drill/world/world.h"

/*
 * Prepares the panic of *plan. panics is called on the thread, or the two
 * threads, that are chosen, and does not return.  The thread refuses is never
 * chosen (NULL: there is none).  Returns 0 or a negative errno.
 */
int trigger_init(const struct plan_panic *plan, const struct world_cpu *refuses,
    void (*panics)(struct world_cpu *cpu));

/*
 * Makes one of the n threads at cpus panic.  The calling thread must not be one
 * of the world.  Returns true once the panic has come; false if it did not come
 * within half a second, and then it comes in the next section of any lock.
 */
bool trigger_panic(struct world_cpu *cpus, unsigned n);

#endif /* BENCH_DRILL_RUN_TRIGGER_H */
