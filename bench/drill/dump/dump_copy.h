/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Copies what a panic finds into a dump's records: whatever stands still as it
 * is, what still runs as far as it can be believed.
 */
#ifndef BENCH_DRILL_DUMP_DUMP_COPY_H
#define BENCH_DRILL_DUMP_DUMP_COPY_H

#include "bench/drill/world/world.h"

/* Copies a thread of the world; signalled_ns is the verdict's, of its stop. */
void dump_copy_cpu(
    const struct panic_cpu *cpu, uint64_t signalled_ns, struct dump_cpu *ret);

/* Copies a lock of the world, without taking it. */
void dump_copy_lock(enum world_lock lock, struct dump_lock *ret);

#endif /* BENCH_DRILL_DUMP_DUMP_COPY_H */
