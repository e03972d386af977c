/* SPDX-License-Identifier: BSD-2-Clause */
/* An event that was asked for, and whether it can be counted here. */
#ifndef BENCH_PMU_EVENT_H
#define BENCH_PMU_EVENT_H

#include "base/reason.h"
#include "bench/pmu/perf.h"

#include <stdbool.h>

/* Events asked for at once. */
#define COUNTERS_EVENTS_MAX 16

#define COUNTERS_NAME_BYTES 128

enum counters_status {
#define STATUS(id, word, meaning) COUNTERS_##id,
#include "base/formats/words.def"
	COUNTERS_N_STATUSES
};

struct counters_event {
	char name[COUNTERS_NAME_BYTES];     /* as asked */
	char resolved[COUNTERS_NAME_BYTES]; /* libpfm4's full name, or empty */
	enum counters_status status;        /* OK: it opened */
	struct reason why;                  /* else: what to do */
	struct perf_code code;
};

#endif /* BENCH_PMU_EVENT_H */
