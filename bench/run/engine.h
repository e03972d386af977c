/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a plan: a fresh process for each unit of each row, blocks of slices from
 * it, their lines into the record, and Google Benchmark as the driver.
 */
#ifndef BENCH_RUN_ENGINE_H
#define BENCH_RUN_ENGINE_H

#include "bench/pmu/counters.h"
#include "bench/pmu/tally.h"
#include "bench/run/launch.h"
#include "bench/run/options.h"
#include "bench/run/plan.h"
#include "bench/run/progress.h"
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

	/* Then no unit is begun, and one that is not done is ended. */
	struct launch_deadline deadline;

	/* Told of each unit that is lost, with the row's name and why. */
	void (*warn)(const char *row, unsigned unit, const struct reason *why);

	/* Told once of a row what its units found that people should know. */
	void (*note)(const char *row, const struct reason *what);

	/* What came of it. */
	unsigned n_units_lost;
	unsigned n_units_late; /* not begun or not done at the end */
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
 * Runs what --benchmark_filter leaves of them, *ret_n rows, until the end, an
 * interruption or an error that the struct then tells; or has them listed.
 * Marks in the plan the rows that the filter left out.
 * Returns 0 or Google Benchmark's error (gbench_run()) with the reason.
 */
int engine_run(struct engine *engine, unsigned *ret_n, struct reason *why);

void engine_release(struct engine *engine);

#endif /* BENCH_RUN_ENGINE_H */
