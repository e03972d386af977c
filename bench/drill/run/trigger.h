/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Brings about the moment at which a world panics: in a section, by what stands
 * in the middle of each (world_moment()); elsewhere by interrupts that are sent
 * to threads until one is found where it was planned.
 */
#ifndef BENCH_DRILL_RUN_TRIGGER_H
#define BENCH_DRILL_RUN_TRIGGER_H

#include "bench/drill/run/plan.h"
#include "bench/drill/world/world.h"

/*
 * Makes ready for the moment of *plan.  panics is called on the thread, or the
 * two threads, that the moment chose, where it is, and does not return; refuses
 * is never chosen (NULL: there is none).  Returns 0 or a negative errno.
 */
int trigger_init(const struct plan_panic *plan, const struct world_cpu *refuses,
    void (*panics)(struct world_cpu *cpu));

/*
 * Lets the moment come, in one of the n threads at cpus; called by one that is
 * no processor of the world.  Returns true once it has come, false if it did
 * not within half a second: then the next section of any lock is the moment.
 */
bool trigger_panic(struct world_cpu *cpus, unsigned n);

#endif /* BENCH_DRILL_RUN_TRIGGER_H */
