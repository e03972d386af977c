/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Copies what a panic finds into a dump's records.  What stands still is copied
 * as it is; of a thread that still runs only what can be believed.
 */
#ifndef BENCH_DRILL_DUMP_DUMP_COPY_H
#define BENCH_DRILL_DUMP_DUMP_COPY_H

#include "bench/drill/world/world.h"

/* Copies a thread of the world.  The verdict on its stop gives signalled_ns. */
void dump_copy_cpu(
    const struct panic_cpu *cpu, uint64_t signalled_ns, struct dump_cpu *ret);

/* Copies a lock of the world, without taking it. */
void dump_copy_lock(enum world_lock lock, struct dump_lock *ret);

#endif /* BENCH_DRILL_DUMP_DUMP_COPY_H */
