/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/calibration.h"

#include "bench/clock.h"

/* Steps whose time is taken, and tries: the fastest was not disturbed. */
#define STEPS_TIMED 20000
#define STEP_TRIES  50

/* Slices of the base from which the fastest is taken. */
#define BASE_TRIES 5

/* A pass takes at least a fraction of a nanosecond: this many are a second. */
#define PASSES_MAX ((uint64_t)1 << 32)

/* The time of one step of the arms' work, in ns. */
static double
time_step(const struct arm *arm)
{
	uint64_t best = UINT64_MAX;

	for (int i = 0; i < STEP_TRIES; i++) {
		const uint64_t from = clock_now_ns();
		uint64_t took;

		arm->work(STEPS_TIMED);
		took = clock_now_ns() - from;
		if (took < best)
			best = took;
	}
	return (double)best / STEPS_TIMED;
}

/* The fastest of some slices of the base, as set up. */
static struct slice
time_base(const struct block_setup *setup)
{
	struct slice best;

	block_run_slice(setup, 0, &best);
	for (int i = 1; i < BASE_TRIES; i++) {
		struct slice slice;

		block_run_slice(setup, 0, &slice);
		if (slice.wall_ns < best.wall_ns)
			best = slice;
	}
	return best;
}

double
calibration_run(const struct unit_order *order, struct block_setup *setup)
{
	const double step_ns = time_step(setup->arms[0]);
	struct arm_site *site = setup->site;
	struct slice base;

	site->crit_steps = (uint64_t)((double)order->crit_ns / step_ns);
	site->par_steps = (uint64_t)((double)order->par_ns / step_ns);
	site->plant_mask = order->plant_mask;
	setup->is_window = order->is_window;
	setup->window_ns = order->slice_ns;
	setup->passes = 64;
	base = time_base(setup);
	if (!order->is_window) {
		while (base.wall_ns < order->slice_ns / 4 &&
		    setup->passes < PASSES_MAX) {
			setup->passes *= 2;
			base = time_base(setup);
		}
		setup->passes =
		    setup->passes * order->slice_ns / (base.wall_ns + 1) + 1;
	}
	site->plant_steps = (uint64_t)(order->planted * (double)base.wall_ns /
	    (double)base.ops * (double)(order->plant_mask + 1) / step_ns);
	return step_ns;
}
