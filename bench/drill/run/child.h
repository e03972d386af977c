/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs one panic in a process that does nothing else: makes a world, lets it
 * work, panics it as planned, dumps it, and ends.
 */
#ifndef BENCH_DRILL_RUN_CHILD_H
#define BENCH_DRILL_RUN_CHILD_H

#include "bench/drill/dump/world_panic.h"
#include "bench/drill/run/plan.h"

struct child_files {
	int dump;
	int blocks;
};

/* Runs the panic in a process that was just forked, and ends the process. */
_Noreturn void child_run(const struct plan_panic *plan,
    struct child_files files, uint64_t stop_timeout_ns,
    struct panic_report *report);

#endif /* BENCH_DRILL_RUN_CHILD_H */
