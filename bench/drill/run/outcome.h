/* SPDX-License-Identifier: BSD-2-Clause */
/* Judges how a panic ended, by its child's report, its dump and its blocks. */
#ifndef BENCH_DRILL_RUN_OUTCOME_H
#define BENCH_DRILL_RUN_OUTCOME_H

#include "bench/drill/dump/world_panic.h"
#include "bench/drill/format/blockfile.h"
#include "bench/drill/run/plan.h"

/* A world is made in milliseconds; a host may be very busy. */
#define PANIC_START_NS 60000000000u

enum panic_outcome {
#define OUTCOME(id, word, meaning) OUTCOME_##id,
#include "base/formats/words.def"
	PANIC_OUTCOMES
};

/* The result of one panic, beside the report. */
struct panic_result {
	enum panic_outcome outcome;
	struct reason reason; /* empty if complete */
	enum blockfile_state blocks;
	unsigned n_damaged;
	uint64_t from_ns; /* CLOCK_MONOTONIC, and how long after that */
	uint64_t wall_ns;
};

/* What a child left when it ended. */
struct outcome_facts {
	const struct panic_report *report;
	const char *dump; /* path of the dump */
	int blocks;       /* the block file, open */
	int err;          /* why the watchdog ended the child; else 0 */
	int status;       /* of waitpid(2) */
};

/*
 * Judges how a child ended and writes the outcome, its reason and the state of
 * the blocks to *ret.  Returns 0; or a negative errno, with the reason, if the
 * child was interrupted or had no world to panic.
 */
int outcome_judge(const struct outcome_facts *facts, struct panic_result *ret,
    struct reason *why);

/* True if the dump is whole, whether or not the world moved meanwhile. */
bool outcome_is_whole(const struct panic_result *result);

/*
 * True if a panic of this plan may end so.  All promises are those of
 * analysis/drill/promises.c.
 */
bool outcome_may_be(const struct panic_result *result,
    const struct plan_panic *plan, const struct panic_report *report);

/* "complete", ... */
const char *panic_outcome_name(enum panic_outcome outcome);

#endif /* BENCH_DRILL_RUN_OUTCOME_H */
