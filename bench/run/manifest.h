/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * run.json: what was run, and on which machine.  Written before the first block
 * with "complete": false, and again at the end.
 */
#ifndef BENCH_RUN_MANIFEST_H
#define BENCH_RUN_MANIFEST_H

#include "bench/machine/environment.h"
#include "bench/pmu/counters.h"
#include "bench/pmu/tally.h"
#include "bench/run/options.h"
#include "bench/run/plan.h"

#define MANIFEST_SCHEMA 1

struct manifest {
	const struct options *options;
	const struct plan *plan;
	const struct placement_machine *machine;
	const struct counters_event *events;
	unsigned n_events;
	const struct tally *tally; /* of events that are OK; NULL before */
	struct environment *environment;
	uint64_t quantum_ns;
	double clock_cost_ns;
	int argc;
	char *const *argv;
	unsigned n_units_lost; /* that died or hung */
	bool is_complete;      /* all that was planned was measured */
};

/*
 * Writes folder/run.json, whole or not at all.  Returns 0 or a negative errno
 * with the reason.
 */
int manifest_write(const struct manifest *manifest, struct reason *why);

#endif /* BENCH_RUN_MANIFEST_H */
