/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit/unit.h"

#include "base/file.h"
#include "bench/unit/calibration.h"
#include "bench/unit/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Groups that one thread may have. */
#define GROUPS_MAX \
	((COUNTERS_EVENTS_MAX + GROUP_EVENTS_MAX - 1) / GROUP_EVENTS_MAX)

struct unit {
	struct unit_order order;
	struct placement_machine *machine;
	struct memory memory;
	struct block_setup setup;
	unsigned short random[3];
	double step_ns;

	/* groups[group][thread] */
	unsigned n_groups;
	struct group *groups[GROUPS_MAX][PLACEMENT_CPUS_MAX];
	int groups_err[PLACEMENT_CPUS_MAX]; /* each thread's own */
	unsigned n_counted;                 /* count blocks so far */
};

/* Loads the arm at index, and finds the case that is asked for. */
static int
load_arm(struct unit *unit, unsigned index, struct reason *why)
{
	const struct unit_order *order = &unit->order;
	const struct loader_order wanted = {
		.path = order->arms[index],
		.name = order->names[index],
		.offset = order->offset,
		.keep = order->keep[0] == '\0' ? NULL : order->keep,
	};
	struct block_setup *setup = &unit->setup;
	struct catalog_loaded loaded;
	const int err = catalog_load(&wanted, &loaded, why);

	if (err < 0)
		return err;
	/* It stays until the process ends. */
	setup->arms[index] = loaded.arm;
	for (unsigned i = 0; i < loaded.arm->n_cases; i++)
		if (strcmp(loaded.arm->cases[i]->name, order->case_name) == 0)
			setup->cases[index] = loaded.arm->cases[i];
	if (setup->cases[index] == NULL)
		return reason_set(why, -ENOENT, "%s has no case '%s'",
		    wanted.path, order->case_name);
	return 0;
}

static int
load_arms(struct unit *unit, struct reason *why)
{
	int err = 0;

	loader_allow_files();
	unit->setup.n_arms = unit->order.n_arms;
	for (unsigned i = 0; err == 0 && i < unit->order.n_arms; i++)
		err = load_arm(unit, i, why);
	return err;
}

static unsigned
group_size(const struct unit *unit, unsigned group)
{
	const unsigned left = unit->order.n_events - group * GROUP_EVENTS_MAX;

	return left < GROUP_EVENTS_MAX ? left : GROUP_EVENTS_MAX;
}

static void
open_groups_member(unsigned member, void *arg)
{
	struct unit *unit = arg;

	for (unsigned g = 0; g < unit->n_groups; g++) {
		const int err =
		    group_open(&unit->order.events[g * GROUP_EVENTS_MAX],
		        group_size(unit, g), &unit->groups[g][member]);

		if (err < 0) {
			unit->groups_err[member] = err;
			return;
		}
	}
}

static int
open_groups(struct unit *unit, struct reason *why)
{
	unit->n_groups =
	    (unit->order.n_events + GROUP_EVENTS_MAX - 1) / GROUP_EVENTS_MAX;
	workers_run(unit->setup.workers, open_groups_member, unit);
	for (unsigned i = 0; i < unit->setup.n_threads; i++)
		if (unit->groups_err[i] < 0)
			return reason_set(why, unit->groups_err[i],
			    "cannot open the counters of thread %u: %s", i,
			    strerror(-unit->groups_err[i]));
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
	err = workers_create(
	    unit->machine, setup->cpus, setup->n_threads, &setup->workers, why);
	if (err < 0)
		return err;
	/* After pinning: the arms' flags then are where the lock is. */
	err = load_arms(unit, why);
	if (err < 0)
		return err;
	err = memory_map(unit->machine, setup->workers, setup->cpus,
	    setup->n_threads, &unit->memory, why);
	if (err < 0)
		return err;
	setup->site = unit->memory.site;
	setup->threads = unit->memory.threads;
	err = open_groups(unit, why);
	if (err < 0)
		return err;
	unit->step_ns = calibration_run(&unit->order, setup);
	return 0;
}

/* Returns where the measured loop lies modulo 64. */
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
		ready.notice = unit->memory.notice;
		ready.step_ns = unit->step_ns;
		ready.passes = unit->setup.is_window ? 0 : unit->setup.passes;
		for (unsigned i = 0; i < unit->setup.n_arms; i++)
			ready.offsets[i] = loop_offset(unit->setup.cases[i]);
	}
	err = file_write_all(out, &ready, sizeof(ready));
	return ready.err < 0 ? ready.err : err;
}

static int
serve_time(struct unit *unit, int out)
{
	struct slice slices[BLOCK_SLICES_MAX];

	block_run(&unit->setup, unit->random, slices);
	return file_write_all(
	    out, slices, 2 * unit->setup.n_arms * sizeof(slices[0]));
}

/*
 * Counts a longer slice of every arm; each block uses the next group.  A group
 * counts a number of passes in one turn and twice as many in the next.  The
 * difference is that of the passes alone, without the code around them
 * (measuring.md 2.7).
 */
static int
serve_count(struct unit *unit, int out)
{
	struct block_setup setup = unit->setup;
	struct group_reading readings[PLACEMENT_CPUS_MAX];
	const unsigned turn = unit->n_counted / unit->n_groups;
	const unsigned group = unit->n_counted++ % unit->n_groups;

	setup.window_ns = unit->order.count_ns;
	setup.passes =
	    setup.passes * unit->order.count_ns / unit->order.slice_ns;
	setup.passes *= 1 + turn % 2;
	for (unsigned i = 0; i < setup.n_arms; i++) {
		block_count_slice(&setup, i, unit->groups[group], readings);
		for (unsigned t = 0; t < setup.n_threads; t++) {
			const struct unit_counts counts = {
				.arm = i,
				.thread = t,
				.first_event = group * GROUP_EVENTS_MAX,
				.n_events = group_size(unit, group),
				.reading = readings[t],
			};
			const int err =
			    file_write_all(out, &counts, sizeof(counts));

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
	err = file_read_exactly(in, &unit->order, sizeof(unit->order), -1);
	if (err == 0)
		err = get_ready(unit, out);
	while (err == 0) {
		err = file_read_exactly(in, &request, sizeof(request), -1);
		if (err == 0)
			err = request == UNIT_COUNT ? serve_count(unit, out)
			                            : serve_time(unit, out);
	}
	/* Arms, threads and memory end with the process. */
	return err == -EPIPE ? EXIT_SUCCESS : EXIT_FAILURE;
}
