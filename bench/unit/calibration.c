/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit/calibration.h"

#include "base/clock.h"
#include "bench/unit/slowdown.h"

#include <stdlib.h>

/* Steps in one measurement, and measurements: the fastest was undisturbed. */
#define STEPS_TIMED 20000
#define STEP_TRIES  50

/* Slices of the base whose median is used: an odd number. */
#define BASE_TRIES 5

/* A pass takes at least a fraction of a nanosecond: this many are a second. */
#define PASSES_MAX ((uint64_t)1 << 32)

/* Returns the time of one step of the arms' work, in ns. */
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

static int
compare_slices(const void *left, const void *right)
{
	const struct slice *a = left;
	const struct slice *b = right;
	const double x = (double)a->wall_ns / (double)a->ops;
	const double y = (double)b->wall_ns / (double)b->ops;

	return (x > y) - (x < y);
}

/*
 * Runs some slices of the base, and returns the one with the median time per
 * operation.  The fastest slice of a contended lock is one that a single thread
 * had to itself.
 */
static struct slice
time_base(const struct block_setup *setup)
{
	struct slice tries[BASE_TRIES];

	for (int i = 0; i < BASE_TRIES; i++)
		block_run_slice(setup, 0, &tries[i]);
	qsort(tries, BASE_TRIES, sizeof(tries[0]), compare_slices);
	return tries[BASE_TRIES / 2];
}

double
calibration_run(const struct unit_order *order, struct block_setup *setup)
{
	const double step_ns = time_step(setup->arms[0]);
	struct arm_site *site = setup->site;
	struct slice base;

	site->crit_steps = (uint64_t)((double)order->crit_ns / step_ns);
	site->par_steps = (uint64_t)((double)order->par_ns / step_ns);
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
	slowdown_calibrate(
	    order, setup, (double)base.wall_ns / (double)base.ops / step_ns);
	return step_ns;
}
