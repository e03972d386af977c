/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan of a drill: what happens in each panic follows from the seed. */
#ifndef BENCH_DRILL_RUN_PLAN_H
#define BENCH_DRILL_RUN_PLAN_H

#include "base/reason.h"

#include <stdbool.h>
#include <stdint.h>

/* Where the panic comes. */
enum plan_moment {
#define MOMENT(id, word, meaning) PLAN_##id,
#include "base/formats/words.def"
	PLAN_MOMENTS
};

enum plan_sync {
#define SYNC(id, word, meaning) PLAN_SYNC_##id,
#include "base/formats/words.def"
	PLAN_SYNCS
};

/* A choice that the user leaves open is drawn for each panic. */
struct drill_plan {
	uint64_t seed;
	unsigned n_panics;
	unsigned n_threads; /* 0: from 2 to 64 */
	bool modes[2];      /* off and on: which there are, in turns */
	bool syncs[PLAN_SYNCS];
	bool moments[PLAN_MOMENTS];
};

struct plan_panic {
	unsigned number;
	uint64_t plan_seed;
	uint64_t seed; /* of the world's dice */
	bool is_on;    /* kern.stop_scheduler_on_panic */
	enum plan_sync sync;
	enum plan_moment moment;
	unsigned n_threads;
	unsigned lock;  /* whose section: enum world_lock */
	bool has_floor; /* bare signals are timed before the stop */
};

#define PLAN_THREADS_MAX 250

/* Returns the panic of this number. */
struct plan_panic plan_panic(const struct drill_plan *plan, unsigned number);

/* "section", ...; "none", "before", "after". */
const char *plan_moment_name(enum plan_moment moment);
const char *plan_sync_name(enum plan_sync sync);

/*
 * Allows the names in a comma-separated list, or all for "all".  Returns 0, or
 * -EINVAL with the reason.
 */
int plan_parse_moments(
    const char *list, bool ret[PLAN_MOMENTS], struct reason *why);
int plan_parse_syncs(
    const char *list, bool ret[PLAN_SYNCS], struct reason *why);

#endif /* BENCH_DRILL_RUN_PLAN_H */
