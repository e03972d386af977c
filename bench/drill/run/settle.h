/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes a plan of what the command line and the environment say together. */
#ifndef BENCH_DRILL_RUN_SETTLE_H
#define BENCH_DRILL_RUN_SETTLE_H

#include "bench/drill/run/options.h"
#include "locks/panic_tunable.h"

/* What is gathered before it is a plan. */
struct settle {
	struct drill_options o;
	struct panic_tunables tunables;
	bool has_stop; /* these were set by name */
	bool has_sync;
	const char *mode; /* NULL where no option says */
	const char *sync;
};

/*
 * Settles g->o: its plan, its run id, what is to be warned of.  Returns 0, or
 * -EINVAL with the reason.
 */
int settle_plan(struct settle *g, struct reason *why);

#endif /* BENCH_DRILL_RUN_SETTLE_H */
