/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One panic, in a process that has nothing else to do: makes a world, has it
 * work, panics it as planned, dumps it, and ends.
 */
#ifndef BENCH_DRILL_RUN_CHILD_H
#define BENCH_DRILL_RUN_CHILD_H

#include "bench/drill/dump/dump_write.h"
#include "bench/drill/run/plan.h"

/* How far a child has come. */
enum child_stage {
	CHILD_STARTS,
	CHILD_WORKS,
	CHILD_COMES, /* to its moment: a floor is taken, or another met */
	CHILD_PANICS,
	CHILD_SYNCS,
	CHILD_DUMPS,
	CHILD_IS_DONE,
	CHILD_STAGES
};

#define CHILD_CONSOLE_BYTES 2048

/* Exit statuses of a child. */
#define CHILD_OK     0
#define CHILD_FAILED 2 /* there was no world to panic: why says it */

/*
 * What a child tells, in memory that it shares with its watchdog: there even if
 * it hangs or crashes.  Written before the stage that it belongs to.
 */
struct child_report {
	atomic_word stage;               /* enum child_stage */
	atomic_word at_ns[CHILD_STAGES]; /* when it came there; 0: it did not */
	atomic_word asks;   /* the lock that the dump asks for, DUMP_NONE */
	struct reason why;  /* of CHILD_FAILED */
	bool is_late;       /* the moment did not come as planned */
	unsigned n_panics;  /* calls of panic() but the first */
	uint64_t signal_ns; /* ping.h; 0: not measured */
	uint64_t stop_ns;   /* until all were seen to stand; 0: not all did */
	unsigned n_told;
	unsigned n_stopped;
	unsigned n_cpus; /* of the two lists: all but the one that panicked */
	uint64_t stop_cpu_ns[PANIC_CPUS_MAX]; /* 0: no answer */
	char unanswered[PANIC_CPUS_MAX][PANIC_NAME_BYTES];
	unsigned n_unanswered;
	char refused[PANIC_NAME_BYTES]; /* who was made to; or empty */
	struct dump_result dump;
	size_t n_console;
	char console[CHILD_CONSOLE_BYTES];
};

struct child_files {
	int dump;
	int blocks;
};

/* Does it all, in a process just forked, and ends it. */
_Noreturn void child_run(const struct plan_panic *plan,
    struct child_files files, uint64_t stop_timeout_ns,
    struct child_report *report);

#endif /* BENCH_DRILL_RUN_CHILD_H */
