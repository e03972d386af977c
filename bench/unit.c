/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit.h"

#include "bench/armory.h"
#include "bench/clock.h"
#include "bench/pipe.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Steps whose time is taken, and tries: the fastest was not disturbed. */
#define STEPS_TIMED 20000
#define STEP_TRIES  50

/* Slices of the base from which the fastest is taken. */
#define BASE_TRIES 5

/* A pass takes at least a fraction of a nanosecond: this many are a second. */
#define PASSES_MAX ((uint64_t)1 << 32)

/* Groups that one thread may have. */
#define GROUPS_MAX \
	((COUNTERS_EVENTS_MAX + COUNTERS_GROUP_MAX - 1) / COUNTERS_GROUP_MAX)

struct unit {
	struct unit_order order;
	struct placement_machine *machine;
	struct block_setup setup;
	unsigned short random[3];
	double step_ns;

	/* counters[group][thread] */
	unsigned n_groups;
	struct counters *counters[GROUPS_MAX][PLACEMENT_CPUS_MAX];
	int counters_err[PLACEMENT_CPUS_MAX]; /* each thread's own */
	unsigned n_counted;                   /* count blocks so far */
};

static int
load_arms(struct unit *unit, struct reason *why)
{
	struct block_setup *setup = &unit->setup;

	setup->n_arms = unit->order.n_arms;
	for (unsigned i = 0; i < setup->n_arms; i++) {
		const int err =
		    armory_load(unit->order.arms[i], &setup->arms[i], why);

		if (err < 0)
			return err;
		for (unsigned j = 0; j < setup->arms[i]->n_cases; j++)
			if (strcmp(setup->arms[i]->cases[j]->name,
			        unit->order.case_name) == 0)
				setup->cases[i] = setup->arms[i]->cases[j];
		if (setup->cases[i] == NULL)
			return reason_set(why, -ENOENT, "%s has no case '%s'",
			    unit->order.arms[i], unit->order.case_name);
	}
	return 0;
}

/* Maps the memory that all arms share; on pages of its own, touched once. */
static int
map_site(struct unit *unit, struct reason *why)
{
	struct block_setup *setup = &unit->setup;
	const size_t bytes = sizeof(struct arm_site) +
	    ((size_t)setup->n_threads + 1) * ARM_THREAD_BYTES;
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	if (memory == MAP_FAILED)
		return reason_set(why, -errno, "cannot map %zu bytes: %s",
		    bytes, strerror(errno));
	setup->site = memory;
	setup->threads = (unsigned char *)(setup->site + 1);
	return 0;
}

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
static struct block_slice
time_base(const struct block_setup *setup)
{
	struct block_slice best;

	block_run_slice(setup, 0, &best);
	for (int i = 1; i < BASE_TRIES; i++) {
		struct block_slice slice;

		block_run_slice(setup, 0, &slice);
		if (slice.wall_ns < best.wall_ns)
			best = slice;
	}
	return best;
}

/*
 * Finds how many passes fill a slice, and how long the planted delay must be;
 * both from the base, so that every arm does the same.
 */
static void
calibrate(struct unit *unit)
{
	const struct unit_order *order = &unit->order;
	struct block_setup *setup = &unit->setup;
	struct arm_site *site = setup->site;
	struct block_slice base;

	unit->step_ns = time_step(setup->arms[0]);
	site->crit_steps = (uint64_t)((double)order->crit_ns / unit->step_ns);
	site->par_steps = (uint64_t)((double)order->par_ns / unit->step_ns);
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
	    (double)base.ops * (double)(order->plant_mask + 1) / unit->step_ns);
}

static unsigned
group_size(const struct unit *unit, unsigned group)
{
	const unsigned left = unit->order.n_events - group * COUNTERS_GROUP_MAX;

	return left < COUNTERS_GROUP_MAX ? left : COUNTERS_GROUP_MAX;
}

static void
open_counters_member(unsigned member, void *arg)
{
	struct unit *unit = arg;

	for (unsigned g = 0; g < unit->n_groups; g++) {
		const int err =
		    counters_open(&unit->order.events[g * COUNTERS_GROUP_MAX],
		        group_size(unit, g), &unit->counters[g][member]);

		if (err < 0) {
			unit->counters_err[member] = err;
			return;
		}
	}
}

static int
open_counters(struct unit *unit, struct reason *why)
{
	unit->n_groups = (unit->order.n_events + COUNTERS_GROUP_MAX - 1) /
	    COUNTERS_GROUP_MAX;
	crew_run(unit->setup.crew, open_counters_member, unit);
	for (unsigned i = 0; i < unit->setup.n_threads; i++)
		if (unit->counters_err[i] < 0)
			return reason_set(why, unit->counters_err[i],
			    "cannot open the counters of thread %u together: "
			    "%s; ask for fewer --events",
			    i, strerror(-unit->counters_err[i]));
	return 0;
}

static int
set_up(struct unit *unit, struct reason *why)
{
	struct block_setup *setup = &unit->setup;
	int err = placement_open(NULL, &unit->machine, why);

	if (err < 0)
		return err;
	for (int i = 0; i < 3; i++)
		unit->random[i] = (unsigned short)(unit->order.seed >> 16 * i);
	setup->n_threads = unit->order.n_threads;
	setup->cpus = unit->order.cpus;
	err = load_arms(unit, why);
	if (err < 0)
		return err;
	err = crew_create(
	    unit->machine, setup->cpus, setup->n_threads, &setup->crew, why);
	if (err < 0)
		return err;
	err = map_site(unit, why);
	if (err < 0)
		return err;
	err = open_counters(unit, why);
	if (err < 0)
		return err;
	calibrate(unit);
	return 0;
}

/* Where the arm's measured loop really lies. */
static uint32_t
loop_offset(const struct arm_case *work)
{
	return (uint32_t)((uintptr_t)work->run % 64);
}

static int
get_ready(struct unit *unit, int out)
{
	struct unit_ready ready = { 0 };
	int err;

	ready.err = set_up(unit, &ready.why);
	if (ready.err == -ENOMEM)
		reason_set(&ready.why, ready.err, "out of memory");
	if (ready.err == 0) {
		ready.step_ns = unit->step_ns;
		ready.passes = unit->setup.is_window ? 0 : unit->setup.passes;
		for (unsigned i = 0; i < unit->setup.n_arms; i++)
			ready.pads[i] = loop_offset(unit->setup.cases[i]);
	}
	err = pipe_write(out, &ready, sizeof(ready));
	return ready.err < 0 ? ready.err : err;
}

static int
serve_time(struct unit *unit, int out)
{
	struct block_slice slices[BLOCK_SLICES_MAX];

	block_run(&unit->setup, unit->random, slices);
	return pipe_write(
	    out, slices, 2 * unit->setup.n_arms * sizeof(slices[0]));
}

/* Counts a longer slice of every arm; each block takes the next group. */
static int
serve_count(struct unit *unit, int out)
{
	struct block_setup setup = unit->setup;
	struct counters_reading readings[PLACEMENT_CPUS_MAX];
	const unsigned group = unit->n_counted++ % unit->n_groups;

	setup.window_ns = unit->order.count_ns;
	setup.passes =
	    setup.passes * unit->order.count_ns / unit->order.slice_ns;
	for (unsigned i = 0; i < setup.n_arms; i++) {
		block_count_slice(&setup, i, unit->counters[group], readings);
		for (unsigned t = 0; t < setup.n_threads; t++) {
			const struct unit_counts counts = {
				.arm = i,
				.thread = t,
				.first_event = group * COUNTERS_GROUP_MAX,
				.n_events = group_size(unit, group),
				.reading = readings[t],
			};
			const int err =
			    pipe_write(out, &counts, sizeof(counts));

			if (err < 0)
				return err;
		}
	}
	return 0;
}

int
unit_serve(int in, int out)
{
	struct unit *unit = calloc(1, sizeof(*unit));
	unsigned char request;
	int err;

	if (unit == NULL)
		return EXIT_FAILURE;
	err = pipe_read(in, &unit->order, sizeof(unit->order), -1);
	if (err == 0)
		err = get_ready(unit, out);
	while (err == 0) {
		err = pipe_read(in, &request, sizeof(request), -1);
		if (err == 0)
			err = request == UNIT_COUNT ? serve_count(unit, out)
			                            : serve_time(unit, out);
	}
	/* Arms, threads and memory end with the process. */
	return err == -EPIPE ? EXIT_SUCCESS : EXIT_FAILURE;
}
