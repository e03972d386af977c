/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which events can be counted here.  libpfm4 turns names into encodings, and
 * the kernel is asked to open each; what cannot be counted has a status and a
 * reason.  This is libpfm4's only door.
 *
 * An event is a logical name of ours - cycles, instructions, l1d-misses,
 * llc-misses, c2c (a line that came from another core's cache) - for which the
 * first encoding that opens on this processor is taken (events.h), or a name
 * that libpfm4 knows, or an encoding under a name of the user's.  c2c is a
 * proxy that differs between vendors: never compare it across them.
 */
#ifndef BENCH_PMU_COUNTERS_H
#define BENCH_PMU_COUNTERS_H

#include "base/reason.h"
#include "bench/pmu/perf.h"

#include <stdbool.h>

/* Events asked for at once. */
#define COUNTERS_EVENTS_MAX 16

#define COUNTERS_NAME_BYTES 128

/* What is counted when nobody says otherwise. */
#define COUNTERS_DEFAULT "cycles,instructions,l1d-misses,llc-misses,c2c"

enum counters_status {
#define STATUS(id, word, meaning) COUNTERS_##id,
#include "base/formats/words.def"
	COUNTERS_N_STATUSES
};

/* "ok", "multiplexed", ...: as in counters.csv. */
const char *counters_status_name(enum counters_status status);

/* Whether a reading of the status has a value. */
bool counters_has_value(enum counters_status status);

struct counters_event {
	char name[COUNTERS_NAME_BYTES];     /* as asked */
	char resolved[COUNTERS_NAME_BYTES]; /* libpfm4's full name, or empty */
	enum counters_status status;        /* OK: it opened */
	struct reason why;                  /* else: what to do */
	struct perf_code code;
};

/*
 * Finds out for each name of a comma-separated list, which may be empty,
 * whether it can be counted here, by opening it.  Writes at most
 * COUNTERS_EVENTS_MAX events.  Returns how many, or -EINVAL for a name that
 * neither we nor libpfm4 know, -E2BIG for too many, -EIO if libpfm4 cannot be
 * set up.  Not to be called by two threads at once.
 */
int counters_choose(const char *list,
    struct counters_event ret_events[COUNTERS_EVENTS_MAX], struct reason *why);

/*
 * Finds out the same for each of n_texts event codes (event_code.h), and adds
 * these events to the n that events has.  Returns how many there are then, or
 * -EINVAL for a text that is no event code or has the name of another event, or
 * -E2BIG.
 */
int counters_choose_raw(const char *const texts[], unsigned n_texts,
    struct counters_event events[COUNTERS_EVENTS_MAX], unsigned n,
    struct reason *why);

#endif /* BENCH_PMU_COUNTERS_H */
