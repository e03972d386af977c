/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/order.h"

#include <stdio.h>
#include <string.h>

/* A slice with counters on: long beside the 1 us that reading them takes. */
#define COUNT_SLICE_NS 1000000u

/* A seed for one unit: any two differ in many bits (Weyl steps). */
static uint64_t
unit_seed(uint64_t seed, unsigned row, unsigned unit)
{
	return (seed ^ (row + 1) * 0x9e3779b97f4a7c15u) +
	    unit * 0xd1b54a32d192ed03u;
}

/* The known slowdown of an arm of the row. */
static double
planted(
    const struct engine *engine, const struct plan_row *row, enum arm_role role)
{
	if (role == ARM_ROLE_PLANTED)
		return row->kind->planted;
	return role == ARM_ROLE_CAND ? engine->options->planted : 0;
}

void
order_fill(const struct engine *engine, const struct plan_row *row,
    unsigned unit, struct unit_order *order)
{
	snprintf(
	    order->case_name, sizeof(order->case_name), "%s", row->kind->name);
	order->is_window = row->kind->is_window;
	order->slice_ns = row->slice_ns;
	order->count_ns = COUNT_SLICE_NS;
	order->crit_ns = row->crit_ns;
	order->par_ns = row->par_ns;
	order->seed = unit_seed(
	    engine->options->seed, (unsigned)(row - engine->plan->rows), unit);
	order->n_threads = row->n_threads;
	memcpy(order->cpus, row->cpus, sizeof(order->cpus));
	order->is_fine = engine->options->planted > 0;
	order->offset = plan_offsets[unit % PLAN_OFFSETS];
	if (engine->options->keep_arms != NULL)
		snprintf(order->keep, sizeof(order->keep), "%s",
		    engine->options->keep_arms);
	order->n_arms = row->n_arms;
	for (unsigned i = 0; i < row->n_arms; i++) {
		snprintf(order->names[i], sizeof(order->names[i]), "%s",
		    row->arms[i]->name);
		snprintf(order->arms[i], sizeof(order->arms[i]), "%s",
		    row->arms[i]->path);
		order->planted[i] = planted(engine, row, row->arms[i]->role);
	}
	for (unsigned i = 0; i < engine->n_events; i++)
		if (engine->events[i].status == COUNTERS_OK)
			order->events[order->n_events++] = engine->events[i];
}
