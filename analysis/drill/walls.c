/* SPDX-License-Identifier: BSD-2-Clause */
/* walls: see walls.h. */
#include "analysis/drill/walls.h"

#include <math.h>

static const struct {
	const char *name;
	enum panic_column column;
} PARTS[N_WALL_PARTS] = {
	[WALL_START] = { "start", PANIC_START_NS },
	[WALL_MOMENT] = { "moment", PANIC_MOMENT_NS },
	[WALL_FLOOR] = { "floor", PANIC_FLOOR_NS },
	[WALL_PANIC] = { "panic", PANIC_PANIC_NS },
	[WALL_END] = { "end", PANIC_END_NS },
	[WALL_ALL] = { "all", PANIC_WALL_NS },
};

const char *
wall_part_name(enum wall_part part)
{
	return PARTS[part].name;
}

void
walls_add(struct walls *w, const struct panic *panic)
{
	for (size_t i = 0; i < N_WALL_PARTS; i++) {
		if (!panic_has(panic, PARTS[i].column))
			continue;
		w->n[panic->mode][i]++;
		w->sum_ns[panic->mode][i] +=
		    (double)panic->fields[PARTS[i].column].count;
	}
}

double
walls_mean(const struct walls *w, enum mode mode, enum wall_part part)
{
	return w->n[mode][part] > 0
	    ? w->sum_ns[mode][part] / (double)w->n[mode][part]
	    : NAN;
}
