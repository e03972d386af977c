/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/engine.h"

#include "bench/gbench/gbench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* After so many units that hung in a row, the rest counts as lost. */
#define HUNG_MAX 2

struct engine_row {
	struct engine *engine;
	struct plan_row *row;
	unsigned n_begun; /* units so far */
	unsigned n_hung;  /* of these, one after the other */
	bool is_noted;
};

/* One unit at work. */
struct unit_run {
	struct engine *engine;
	const struct plan_row *row;
	struct launch launch;
	struct unit_order *order;
	struct unit_ready ready;
	struct record_unit unit;
	unsigned block;
};

static bool
has_ended(const struct engine *engine)
{
	return *engine->is_interrupted || engine->err < 0 ||
	    launch_deadline_is_over(&engine->deadline);
}

static int
patience_ms(const struct engine *engine)
{
	return launch_deadline_wait_ms(&engine->deadline, LAUNCH_TIMEOUT_MS);
}

/* Keeps the error of a write; it ends the run. */
static int
note_failure(struct unit_run *run, int err)
{
	if (err < 0)
		run->engine->err = err;
	return err;
}

static void
show_progress(struct unit_run *run, uint64_t work)
{
	progress_add(&run->engine->progress, work, run->row->name,
	    run->unit.unit, run->engine->options->n_units);
}

/* Runs one block, records it, and reports its time to Google Benchmark. */
static int
run_block(struct unit_run *run, struct gbench_state *state, struct reason *why)
{
	struct engine *engine = run->engine;
	struct slice slices[BLOCK_SLICES_MAX];
	const unsigned n = run->row->n_arms;
	uint64_t wall_ns = 0;
	int err;

	run->launch.timeout_ms = patience_ms(engine);
	err = launch_time(&run->launch, n, slices, why);
	if (err < 0)
		return err;
	err = note_failure(run,
	    record_block(engine->record, &run->unit, run->block++, slices,
	        &engine->why));
	for (unsigned i = 0; i < 2 * n; i++)
		wall_ns += slices[i].wall_ns;
	gbench_set_seconds(state, (double)wall_ns * 1e-9);
	show_progress(run, run->row->slice_ns * 2 * n);
	return err;
}

static void
record_count(const struct unit_counts *counts, void *arg)
{
	struct unit_run *run = arg;
	struct engine *engine = run->engine;
	struct reason reasons[GROUP_EVENTS_MAX];
	const struct record_counted counted = {
		.block = run->block,
		.events = run->order->events,
		.counts = counts,
		.reasons = reasons,
	};

	tally_add(&engine->tally.events[counts->first_event],
	    &run->order->events[counts->first_event], counts->n_events,
	    &counts->reading, reasons);
	note_failure(run,
	    record_counts(engine->record, &run->unit, &counted, &engine->why));
}

/* Counts events.  This follows the timing, which it must not disturb. */
static int
run_counts(struct unit_run *run, struct reason *why)
{
	struct engine *engine = run->engine;
	int err = 0;

	for (unsigned i = 0; i < engine->n_events; i++)
		if (engine->events[i].status != COUNTERS_OK &&
		    record_uncounted(engine->record, &run->unit,
		        &engine->events[i], &engine->why) < 0)
			return note_failure(run, -EIO);
	if (run->order->n_events == 0)
		return 0;
	for (unsigned i = 0; err == 0 && i < engine->options->n_count_blocks &&
	     !has_ended(engine);
	     i++) {
		run->launch.timeout_ms = patience_ms(engine);
		err = launch_count(&run->launch,
		    run->row->n_arms * run->row->n_threads, record_count, run,
		    why);
		run->block++;
		if (err == 0)
			err = engine->err;
	}
	return err;
}

/* Runs the blocks for which Google Benchmark asks, then the counters. */
static int
run_blocks(struct unit_run *run, struct gbench_state *state, struct reason *why)
{
	while (gbench_next(state)) {
		const int err = has_ended(run->engine)
		    ? -EINTR
		    : run_block(run, state, why);

		if (err < 0) {
			gbench_skip(state, "interrupted or lost");
			return err;
		}
	}
	return run_counts(run, why);
}

static void
note_lost(struct unit_run *run, int err, const struct reason *why)
{
	struct engine *engine = run->engine;

	if (err == 0 || engine->err < 0 || *engine->is_interrupted)
		return;
	if (launch_deadline_is_over(&engine->deadline)) {
		engine->n_units_late++;
		return;
	}
	engine->n_units_lost++;
	progress_clear(&engine->progress);
	engine->warn(run->row->name, run->unit.unit, why);
}

static void
note_memory(struct engine_row *er, const struct reason *notice)
{
	if (notice->text[0] == '\0' || er->is_noted)
		return;
	er->is_noted = true;
	progress_clear(&er->engine->progress);
	er->engine->note(er->row->name, notice);
}

static int
start_unit(struct unit_run *run, struct engine_row *er, struct reason *why)
{
	int err;

	run->order = calloc(1, sizeof(*run->order));
	if (run->order == NULL)
		return reason_set(why, -ENOMEM, "out of memory");
	launch_fill_order(
	    &(struct launch_source){
	        .options = run->engine->options,
	        .plan = run->engine->plan,
	        .events = run->engine->events,
	        .n_events = run->engine->n_events,
	    },
	    run->row, run->unit.unit, run->order);
	err = launch_start(run->order, patience_ms(run->engine), &run->launch,
	    &run->ready, why);
	if (err < 0)
		return err;
	note_memory(er, &run->ready.notice);
	run->unit.pid = run->launch.pid;
	run->unit.offsets = run->ready.offsets;
	return 0;
}

/* Counts a unit as lost without starting it, since those before it hung. */
static void
give_up(struct unit_run *run, struct gbench_state *state)
{
	gbench_skip(state, "those before it hung");
	run->engine->n_units_lost++;
	if (run->unit.unit + 1 == run->engine->options->n_units)
		run->engine->note(run->row->name,
		    &(struct reason){ "the units after those that hung are "
		                      "taken for lost" });
}

/* A repetition is a unit. */
static void
run_unit(struct gbench_state *state, void *arg)
{
	struct engine_row *er = arg;
	struct unit_run run = {
		.engine = er->engine,
		.row = er->row,
		.unit = { .row = er->row, .unit = er->n_begun++ },
	};
	struct reason why = { 0 };
	int err;

	er->row->is_begun = true;
	if (has_ended(er->engine)) {
		note_lost(&run, -EINTR, &why);
		gbench_skip(state, "the run has ended");
		return;
	}
	if (er->n_hung == HUNG_MAX) {
		give_up(&run, state);
		return;
	}
	err = start_unit(&run, er, &why);
	if (err < 0) {
		gbench_skip(state, why.text);
	} else {
		err = run_blocks(&run, state, &why);
		launch_stop(&run.launch);
		note_failure(&run,
		    record_end_unit(er->engine->record, &er->engine->why));
	}
	er->n_hung = err == -ETIMEDOUT ? er->n_hung + 1 : 0;
	note_lost(&run, err, &why);
	free(run.order);
}

int
engine_register(struct engine *engine)
{
	const struct options *options = engine->options;

	engine->rows = calloc(engine->plan->n_rows, sizeof(*engine->rows));
	if (engine->rows == NULL)
		return -ENOMEM;
	for (unsigned i = 0; i < engine->plan->n_rows; i++) {
		struct plan_row *row = &engine->plan->rows[i];

		engine->rows[i] = (struct engine_row){ .engine = engine,
			.row = row,
			.n_begun = options->n_units_done };
		if (row->skipped.text[0] == '\0')
			gbench_register(row->name,
			    options->n_units - options->n_units_done,
			    options->n_blocks, run_unit, &engine->rows[i]);
	}
	return 0;
}

/*
 * Marks the rows that `filter`, NULL for none, left out of a run that is over:
 * those that it did not begin, and of those that could not run the ones whose
 * names it does not take.
 */
static void
mark_left_out(const char *filter, struct plan *plan)
{
	for (unsigned i = 0; filter != NULL && i < plan->n_rows; i++) {
		struct plan_row *row = &plan->rows[i];

		row->is_left_out = row->skipped.text[0] == '\0'
		    ? !row->is_begun
		    : !gbench_takes(filter, row->name);
	}
}

int
engine_run(struct engine *engine, unsigned *ret_n, struct reason *why)
{
	const struct options *options = engine->options;
	uint64_t planned = 0;
	int err;

	for (unsigned i = 0; i < engine->plan->n_rows; i++) {
		const struct plan_row *row = &engine->plan->rows[i];

		if (row->skipped.text[0] == '\0')
			planned += row->slice_ns * 2 * row->n_arms *
			    (options->n_units - options->n_units_done) *
			    options->n_blocks;
	}
	progress_start(&engine->progress, planned);
	err = gbench_run(options->benchmark_filter, ret_n, why);
	progress_clear(&engine->progress);
	mark_left_out(options->benchmark_filter, engine->plan);
	return err;
}

void
engine_release(struct engine *engine)
{
	free(engine->rows);
	engine->rows = NULL;
}
