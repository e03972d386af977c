/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Panics a world: measures the floor, calls the panic, which syncs and dumps,
 * and reports what became of it.
 */
#ifndef BENCH_DRILL_DUMP_WORLD_PANIC_H
#define BENCH_DRILL_DUMP_WORLD_PANIC_H

#include "base/reason.h"
#include "bench/drill/dump/dump_write.h"
#include "locks/panic_tunable.h"

/* How far a panic has come. */
enum panic_stage {
	STAGE_STARTS,
	STAGE_WORKS,
	STAGE_COMES, /* to its trigger: measures the floor, or meets another */
	STAGE_PANICS,
	STAGE_SYNCS,
	STAGE_DUMPS,
	STAGE_IS_DONE,
	STAGE_STAGES
};

#define PANIC_CONSOLE_BYTES 2048

/* Exit statuses of a child. */
#define CHILD_OK     0
#define CHILD_FAILED 2 /* no world to panic: the report says why */

/*
 * What a child reports, in memory that it shares with its watchdog, which can
 * read it even if the child hangs or crashes.  What belongs to a stage is
 * written before the stage is.
 */
struct panic_report {
	atomic_word stage;               /* enum panic_stage */
	atomic_word at_ns[STAGE_STAGES]; /* when it came to each; or 0 */
	atomic_word asks;   /* the lock that the dump asks for, DUMP_NONE */
	struct reason why;  /* of CHILD_FAILED */
	bool is_late;       /* the panic did not come where it was planned */
	unsigned n_panics;  /* calls of panic() but the first */
	uint64_t signal_ns; /* ping.h; 0: not measured */
	uint64_t stop_ns;   /* until all were seen stopped; 0: one was not */
	unsigned n_told;
	unsigned n_stopped;
	unsigned n_cpus; /* of the two lists: all but the one that panicked */
	uint64_t stop_cpu_ns[PANIC_CPUS_MAX]; /* 0: no answer */
	char unanswered[PANIC_CPUS_MAX][PANIC_NAME_BYTES];
	unsigned n_unanswered;
	char refused[PANIC_NAME_BYTES]; /* the CPU that refused; or empty */
	struct dump_result dump;
	size_t n_console;
	char console[PANIC_CONSOLE_BYTES];
};

/* What is planned for the end of a world. */
struct world_panic_plan {
	const char *message; /* of the panic */
	struct panic_tunables tunables;
	uint64_t stop_timeout_ns;
	int dump_file;
	bool has_floor; /* bare signals are timed before the stop */
	bool is_of_two; /* two threads panic: they meet before the election */
	bool is_nested; /* the dump panics, too */
};

/*
 * Makes the process ready to panic as *plan says, and to tell *report how far
 * it came; both live as long as the process.  Returns 0 or a negative errno.
 */
int world_panic_init(
    const struct world_panic_plan *plan, struct panic_report *report);

/* Notes that the world has come to a stage, unless it has come farther. */
void world_panic_reach(enum panic_stage stage);

/* Panics on *me, the calling thread, wherever it is; ends the process. */
void world_panic(struct world_cpu *me);

#endif /* BENCH_DRILL_DUMP_WORLD_PANIC_H */
