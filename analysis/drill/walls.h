/* SPDX-License-Identifier: BSD-2-Clause */
/* walls: what the time of panics went into, by mode. */
#ifndef ANALYSIS_DRILL_WALLS_H
#define ANALYSIS_DRILL_WALLS_H

#include "analysis/drill/panics.h"

#include <stddef.h>

/* From the begin of a panic's process to its end, and all of it. */
enum wall_part {
	WALL_START,  /* until its threads work */
	WALL_MOMENT, /* until the moment is there */
	WALL_FLOOR,  /* until panic() is called */
	WALL_PANIC,  /* until the dump is written */
	WALL_END,    /* until the process is gone */
	WALL_ALL,
};

#define N_WALL_PARTS 6

/* A panic that did not come so far has no such part.  Starts as { 0 }. */
struct walls {
	size_t n[N_MODES][N_WALL_PARTS];
	double sum_ns[N_MODES][N_WALL_PARTS];
};

/* Returns a name such as "start". */
const char *wall_part_name(enum wall_part part);

/* Adds the times of `panic`. */
void walls_add(struct walls *w, const struct panic *panic);

/* Returns the mean in ns, or NAN. */
double walls_mean(const struct walls *w, enum mode mode, enum wall_part part);

#endif
