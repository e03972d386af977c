/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a plan: starts a fresh process for each unit of each row, asks it for
 * blocks, and records them.  Google Benchmark drives the loop.
 */
#ifndef BENCH_RUN_ENGINE_H
#define BENCH_RUN_ENGINE_H

#include "bench/pmu/counters.h"
#include "bench/pmu/tally.h"
#include "bench/run/launch.h"
#include "bench/run/notices.h"
#include "bench/run/options.h"
#include "bench/run/plan.h"
#include "bench/run/record.h"

#include <signal.h>

struct engine {
	const struct options *options;
	const struct catalog *catalog;
	struct plan *plan;
	struct record *record;
	const struct counters_event *events;
	unsigned n_events;

	/* Set by a signal handler: finish the block, then stop. */
	const volatile sig_atomic_t *is_interrupted;

	/* After it no unit starts, and a running unit is ended. */
	struct launch_deadline deadline;

	/* Called for each unit that is lost. */
	void (*warn)(const char *row, unsigned unit, const struct reason *why);

	/*
	 * Called once a row with what its units found that users should know.
	 */
	void (*note)(const char *row, const struct reason *what);

	/* What came of it. */
	unsigned n_units_lost;
	unsigned n_units_late; /* not started or not finished by the deadline */
	struct tally tally;
	int err;           /* negative errno: nothing more could be written */
	struct reason why; /* then */

	/* Private. */
	struct progress progress;
	struct engine_row *rows;
};

/*
 * Registers the plan's rows with Google Benchmark.  Returns 0 or -ENOMEM.
 */
int engine_register(struct engine *engine);

/*
 * Runs the rows that --benchmark_filter keeps, and writes their number to
 * *ret_n; or lists them.  Stops at the end, at an interruption, or at an error,
 * which the struct then has.  Marks in the plan the rows that the filter left
 * out.  Returns 0, or the error of gbench_run() with the reason.
 */
int engine_run(struct engine *engine, unsigned *ret_n, struct reason *why);

void engine_release(struct engine *engine);

#endif /* BENCH_RUN_ENGINE_H */
