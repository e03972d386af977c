/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One panic, in a process that has nothing else to do: makes a world, has it
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

/* Does it all, in a process just forked, and ends it. */
_Noreturn void child_run(const struct plan_panic *plan,
    struct child_files files, uint64_t stop_timeout_ns,
    struct panic_report *report);

#endif /* BENCH_DRILL_RUN_CHILD_H */
