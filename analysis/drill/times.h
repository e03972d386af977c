/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * times: how long it took to stop the other CPUs, by the number of threads, and
 * how long each phase of a panic took.
 *
 * The floor of a stop is a bare signal to the same threads, and their answers,
 * in the same process.
 */
#ifndef ANALYSIS_DRILL_TIMES_H
#define ANALYSIS_DRILL_TIMES_H

#include "analysis/drill/panic.h"
#include "analysis/stats/series.h"

#include <stddef.h>

/* Bands of thread counts; the last band is all of them together. */
#define STOPS_N_BANDS  8
#define STOPS_TOGETHER (STOPS_N_BANDS - 1)

/*
 * Times are in ns.  The ratio is the time to stop all CPUs over the bare round
 * trip.  It has its median over panics and one-sided bounds at 95 % by the sign
 * test; a bound is infinite if there are too few panics.
 */
struct stop {
	struct spread each;
	struct spread all;
	struct spread signal;
	struct spread ratio;
	double ratio_lower;
	double ratio_upper;
};

/* The values that a band is made of; stops_end() frees them. */
struct stop_times {
	struct series each;
	struct series all;
	struct series signal;
	struct series ratio;
};

/* Starts as { 0 }. */
struct stops {
	struct stop bands[STOPS_N_BANDS];
	struct stop_times times[STOPS_N_BANDS];
};

/* Returns the thread counts of a band, such as "5-8". */
const char *stops_band_name(size_t band);

/* Returns the time to stop all CPUs in bare round trips; NAN if not known. */
double stops_ratio(const struct panic *panic);

/* Adds the times of `panic`.  Returns 0, or -ENOMEM. */
int stops_add(struct stops *s, const struct panic *panic);

/* Makes the bands after the last panic.  Returns 0, or -ENOMEM. */
int stops_end(struct stops *s);

/* Frees what `s` holds. */
void stops_fini(struct stops *s);

/* The phases of a panic, from the start of its process to its end. */
enum drill_phase {
	PHASE_START,  /* until the threads work */
	PHASE_MOMENT, /* until the planned moment has come */
	PHASE_FLOOR,  /* until panic() is called */
	PHASE_PANIC,  /* until the dump is written */
	PHASE_END,    /* until the process is gone */
	PHASE_ALL,
};

#define N_PHASES 6

/*
 * The time of each phase, by mode.  A panic that ended early lacks the later
 * phases.  Starts as { 0 }.
 */
struct drill_phases {
	size_t n[N_MODES][N_PHASES];
	double sum_ns[N_MODES][N_PHASES];
};

/* Returns a name such as "start". */
const char *phases_name(enum drill_phase phase);

/* Adds the times of `panic`. */
void phases_add(struct drill_phases *w, const struct panic *panic);

/* Returns the mean in ns, or NAN. */
double phases_mean(
    const struct drill_phases *w, enum mode mode, enum drill_phase phase);

#endif
