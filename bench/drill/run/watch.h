/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs one panic in a process of its own, and says how it ended. */
#ifndef BENCH_DRILL_RUN_WATCH_H
#define BENCH_DRILL_RUN_WATCH_H

#include "bench/drill/format/blockfile.h"
#include "bench/drill/run/child.h"
#include "bench/drill/run/keep.h"

#include <signal.h>

enum watch_outcome {
#define OUTCOME(id, word, meaning) WATCH_##id,
#include "base/formats/words.def"
	WATCH_OUTCOMES
};

/* What all panics of a drill have in common. */
struct watch {
	struct keep keep;
	struct child_files files;
	struct child_report *report; /* shared with the child */
	uint64_t timeout_ns;         /* from the panic's begin to its end */
	uint64_t stop_timeout_ns;
	const volatile sig_atomic_t *is_interrupted;
};

/* Of one panic; the rest is in the report. */
struct watch_result {
	enum watch_outcome outcome;
	struct reason reason; /* empty if complete */
	enum blockfile_state blocks;
	unsigned n_damaged;
	uint64_t from_ns; /* CLOCK_MONOTONIC, and how long after that */
	uint64_t wall_ns;
};

/*
 * Makes ready to dump into folder, which exists.  Returns 0 or a negative errno
 * with the reason.
 */
int watch_open(const char *folder, struct watch *ret, struct reason *why);

/*
 * Runs the panic.  Returns 0; -EINTR if interrupted; or another negative errno
 * with the reason if there was no world to panic.
 */
int watch_panic(struct watch *watch, const struct plan_panic *plan,
    struct watch_result *ret, struct reason *why);

/* Leaves what dumps are kept. */
void watch_close(struct watch *watch);

/* "complete", ... */
const char *watch_outcome_name(enum watch_outcome outcome);

#endif /* BENCH_DRILL_RUN_WATCH_H */
