/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The graph of the CPUs that wait for each other in a dump, by the words of the
 * locks and by the notes of each CPU.
 *
 * A CPU waits for at most one lock, but for every CPU that has it: for the
 * owner, and for all known sharers if it wants the lock alone or a writer
 * before it keeps it out.  So if arrows form a circle, no CPU in it goes on.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_GRAPH_H
#define BENCH_DRILL_FORMAT_DUMP_GRAPH_H

#include "bench/drill/format/dump_read.h"
#include "bench/drill/format/dump_word.h"

#include <stdbool.h>
#include <stdint.h>

#define DUMP_CIRCLES_MAX 8
#define DUMP_DOUBTS_MAX  64

/* How the word of a lock and the notes of CPUs differ. */
enum dump_doubt_kind {
	DUMP_DOUBT_STRANGER,  /* the owner is no CPU */
	DUMP_DOUBT_NOT_OWNER, /* cpu noted it alone; the word says otherwise */
	DUMP_DOUBT_NOT_NOTED, /* the word names cpu, which did not note it */
	DUMP_DOUBT_SHARERS,   /* more CPUs noted a share than the word counts */
	DUMP_DOUBT_BOTH       /* cpu noted it alone, and others a share */
};

struct dump_doubt {
	enum dump_doubt_kind kind;
	uint32_t lock;
	uint32_t cpu; /* DUMP_NONE if of no one */
};

/* CPUs, each of which waits for the next. */
struct dump_chain {
	uint32_t n_cpus;
	uint32_t cpus[DUMP_CPUS_MAX];
};

struct dump_graph {
	const struct dump *dump;
	struct dump_word words[DUMP_LOCKS_MAX];
	uint32_t owners[DUMP_LOCKS_MAX]; /* CPUs, by the words; or DUMP_NONE */
	uint32_t n_sharers[DUMP_LOCKS_MAX]; /* that noted it */

	/*
	 * The lock that each CPU is queued for, or else asks for, which may be
	 * free; DUMP_NONE if it does neither.
	 */
	uint32_t wants[DUMP_CPUS_MAX];
	bool is_queued[DUMP_CPUS_MAX];
	bool waits_for[DUMP_CPUS_MAX][DUMP_CPUS_MAX];

	/*
	 * How many arrows lead from each to the panicker; DUMP_NONE: it cannot.
	 */
	uint32_t n_to_panicker[DUMP_CPUS_MAX];

	/* Deadlocks: the last CPU of each waits for the first. */
	unsigned n_circles;
	struct dump_chain circles[DUMP_CIRCLES_MAX];

	unsigned n_doubts; /* all; the first are kept */
	struct dump_doubt doubts[DUMP_DOUBTS_MAX];
};

/* How a chain ends. */
enum dump_end {
	DUMP_END_STANDS,   /* the last stands for good and waits for nobody */
	DUMP_END_RUNS,     /* the last waits for nobody and may go on */
	DUMP_END_PANICKER, /* the last is the panicker: a circle */
	DUMP_END_CIRCLE,   /* the last waits for one before it */
	DUMP_END_UNKNOWN,  /* it is empty: who has the lock is not known */
	DUMP_END_FREE      /* it is empty: nobody had the lock */
};

/* Fills *ret from *dump, which must live as long. */
void dump_graph_init(struct dump_graph *ret, const struct dump *dump);

/*
 * Finds the CPUs for which the panicker would have waited, had it waited for
 * lock: first one that has the lock, then the CPU for which that waits, and so
 * on.  If there is a choice, takes the way back to the panicker.
 */
enum dump_end dump_graph_follow(
    const struct dump_graph *graph, uint32_t lock, struct dump_chain *ret);

/* True if cpu noted that it has lock in this way. */
bool dump_graph_noted(const struct dump_graph *graph, uint32_t cpu,
    uint32_t lock, enum dump_mode mode);

/*
 * Returns the locks that a CPU had alone, by word or note, as bits 1 << lock.
 */
uint64_t dump_graph_inside(const struct dump_graph *graph);

#endif /* BENCH_DRILL_FORMAT_DUMP_GRAPH_H */
