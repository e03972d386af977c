/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit/slowdown.h"

#include "base/clock.h"

#include <math.h>
#include <stdlib.h>

/*
 * So many undisturbed trial blocks with a short delay, and as many with a long
 * one, tell what a delay costs.  More are run where a candidate is slowed down
 * too, since the judgement of it is tested.  The delays are fractions of the
 * base's time.  The long delay is long beside the noise of the machine, so that
 * the noise is as small a part of the wanted delay.  The short one is not 0:
 * without any delay, some loops have another steady state.
 */
#define TRIALS      21
#define TRIALS_FINE 63
#define SHORT_DELAY 0.005
#define LONG_DELAY  0.25

/*
 * A delay within passes is found by bisection.  All threads pay for it, and
 * what they pay is more than the delay, not in proportion to it, and different
 * in each unit.  (For a contended mtx, 4 % of a pass cost 8 to 13 %, and 16 %
 * cost 14 to 31 %.) The search starts at so many times the wanted delay, and
 * ends within 1 % of that.
 */
#define HALVING_BLOCKS 11
#define HALVING_ROUNDS 6
#define HALVING_START  3

/*
 * If processors are shared, a slice takes long, and no control is exact.  After
 * this time the delay follows from the base's time.
 */
#define HALVING_NS 1000000000

/*
 * The arms of a trial.  Arms without a slowdown take part too, since the arm
 * that ran before can decide how fast an arm is.
 */
#define TRIAL_ARMS 5

/*
 * A fixed cost or gain of any delay, however short, is at most this: it comes
 * from branch predictors, and from the steady state of the loop.  More is
 * noise.
 */
#define FIXED_MAX 0.005

enum {
	SHORT,
	LONG,
	N_WAYS
};

struct trial {
	struct block_setup setup;
	unsigned arms[BLOCK_ARMS_MAX]; /* of the unit's setup */
	unsigned short random[3];

	uint64_t steps[N_WAYS];

	/*
	 * The time of each arm relative to the base, less one, block by block.
	 */
	double taken[N_WAYS][BLOCK_ARMS_MAX][TRIALS_FINE];
	unsigned n_taken[N_WAYS];
};

static void
add_arm(struct trial *trial, const struct block_setup *setup, unsigned arm)
{
	const unsigned i = trial->setup.n_arms++;

	trial->arms[i] = arm;
	trial->setup.arms[i] = setup->arms[arm];
	trial->setup.cases[i] = setup->cases[arm];
}

/*
 * Sets up a trial of the base, all arms with a slowdown, and as many others as
 * fit.  A slice of the base takes slice_steps.
 */
static void
trial_init(struct trial *trial, const struct unit_order *order,
    const struct block_setup *setup, double slice_steps)
{
	trial->setup = *setup;
	trial->setup.n_arms = 0;
	add_arm(trial, setup, 0);
	for (unsigned i = 1; i < order->n_arms; i++)
		if (order->planted[i] > 0)
			add_arm(trial, setup, i);
	for (unsigned i = 1;
	     i < order->n_arms && trial->setup.n_arms < TRIAL_ARMS; i++)
		if (order->planted[i] <= 0)
			add_arm(trial, setup, i);
	for (unsigned i = 0; i < 3; i++)
		trial->random[i] = (unsigned short)(order->seed >> 16 * i);
	trial->steps[SHORT] = (uint64_t)(SHORT_DELAY * slice_steps);
	trial->steps[LONG] = (uint64_t)(LONG_DELAY * slice_steps);
	trial->n_taken[SHORT] = trial->n_taken[LONG] = 0;
}

/* Runs a block, and keeps the times of the arms if nothing disturbed it. */
static void
run_block(struct trial *trial, unsigned way)
{
	const unsigned n = trial->setup.n_arms;
	const unsigned block = trial->n_taken[way];
	struct slice slices[BLOCK_SLICES_MAX];
	double ns[BLOCK_ARMS_MAX] = { 0 };

	block_run(&trial->setup, trial->random, slices);
	for (unsigned i = 0; i < 2 * n; i++) {
		if (slices[i].drop != SLICE_KEEP)
			return;
		ns[slices[i].arm] +=
		    (double)slices[i].wall_ns / (double)slices[i].ops;
	}
	for (unsigned i = 0; i < n; i++)
		trial->taken[way][i][block] = ns[i] / ns[0] - 1;
	trial->n_taken[way]++;
}

static void
run_blocks(const struct unit_order *order, struct trial *trial)
{
	const unsigned n = order->is_fine ? TRIALS_FINE : TRIALS;

	/* Enough even if half of the blocks are disturbed. */
	for (unsigned i = 0; i < 2 * N_WAYS * n; i++) {
		const unsigned way = i % N_WAYS;

		if (trial->n_taken[way] == n)
			continue;
		for (unsigned a = 0; a < trial->setup.n_arms; a++)
			trial->setup.plant_steps[a] =
			    order->planted[trial->arms[a]] > 0
			    ? trial->steps[way]
			    : 0;
		run_block(trial, way);
	}
}

static int
compare_fractions(const void *left, const void *right)
{
	const double a = *(const double *)left;
	const double b = *(const double *)right;

	return (a > b) - (a < b);
}

/* Returns the time of an arm relative to the base, less one; NAN: unknown. */
static double
median_taken(struct trial *trial, unsigned way, unsigned arm)
{
	double *taken = trial->taken[way][arm];
	const unsigned n = trial->n_taken[way];

	if (n == 0)
		return NAN;
	qsort(taken, n, sizeof(taken[0]), compare_fractions);
	return (taken[(n - 1) / 2] + taken[n / 2]) / 2;
}

/* The steps that slow an arm of the trial down by the wanted fraction. */
static uint64_t
find_steps(struct trial *trial, unsigned arm, double wanted)
{
	const double least = median_taken(trial, SHORT, arm);
	const double most = median_taken(trial, LONG, arm);
	const double n_least = (double)trial->steps[SHORT];
	const double n_most = (double)trial->steps[LONG];
	const double step = (most - least) / (n_most - n_least);
	const double fixed = least - step * n_least;

	/* Every block was disturbed: use the base's time. */
	if (isnan(step) || step <= 0)
		return (uint64_t)(wanted / LONG_DELAY * n_most);
	/* Bound it symmetrically; otherwise noise would add to the slowdown. */
	const double limit = fmin(FIXED_MAX, wanted / 2);

	wanted -= fmin(fmax(fixed, -limit), limit);
	return (uint64_t)lround(wanted / step);
}

static void
plant_slices(
    const struct unit_order *order, struct trial *trial, uint64_t found[])
{
	run_blocks(order, trial);
	for (unsigned i = 0; i < trial->setup.n_arms; i++) {
		const double wanted = order->planted[trial->arms[i]];

		if (wanted > 0)
			found[trial->arms[i]] = find_steps(trial, i, wanted);
	}
}

/* Runs one round; false if every block was disturbed, or it is too late. */
static bool
halve(struct trial *trial, const double wanted[], uint64_t end_ns,
    uint64_t low[], uint64_t high[])
{
	uint64_t *middle = trial->setup.plant_steps;

	for (unsigned i = 0; i < trial->setup.n_arms; i++)
		middle[i] = (low[i] + high[i]) / 2;
	trial->n_taken[SHORT] = 0;
	for (unsigned i = 0;
	     i < 2 * HALVING_BLOCKS && trial->n_taken[SHORT] < HALVING_BLOCKS;
	     i++) {
		if (clock_now_ns() >= end_ns)
			return false;
		run_block(trial, SHORT);
	}
	for (unsigned i = 0; i < trial->setup.n_arms; i++)
		if (median_taken(trial, SHORT, i) < wanted[i])
			low[i] = middle[i];
		else
			high[i] = middle[i];
	return trial->n_taken[SHORT] > 0;
}

static void
plant_passes(const struct unit_order *order, struct trial *trial,
    double pass_steps, uint64_t found[])
{
	const unsigned n = trial->setup.n_arms;
	double wanted[BLOCK_ARMS_MAX] = { 0 };
	uint64_t low[BLOCK_ARMS_MAX] = { 0 };
	uint64_t high[BLOCK_ARMS_MAX] = { 0 };
	const uint64_t end_ns = clock_now_ns() + HALVING_NS;
	bool is_known = true;

	for (unsigned i = 0; i < n; i++) {
		wanted[i] = fmax(order->planted[trial->arms[i]], 0);
		high[i] = (uint64_t)(HALVING_START * wanted[i] * pass_steps);
	}
	for (int i = 0; i < HALVING_ROUNDS && is_known; i++)
		is_known = halve(trial, wanted, end_ns, low, high);
	for (unsigned i = 0; i < n; i++)
		found[trial->arms[i]] = is_known
		    ? (low[i] + high[i]) / 2
		    : (uint64_t)(wanted[i] * pass_steps);
}

void
slowdown_calibrate(const struct unit_order *order, struct block_setup *setup,
    double pass_steps)
{
	bool is_planted = false;
	struct trial trial;

	for (unsigned i = 0; i < order->n_arms; i++) {
		is_planted |= order->planted[i] > 0;
		setup->plant_steps[i] = 0;
	}
	if (!is_planted)
		return;
	setup->site->plant_mask = setup->passes - 1;
	trial_init(&trial, order, setup, pass_steps * (double)setup->passes);
	if (order->is_window || order->n_threads > 1)
		plant_passes(order, &trial, pass_steps, setup->plant_steps);
	else
		plant_slices(order, &trial, setup->plant_steps);
}
