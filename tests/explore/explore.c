/* SPDX-License-Identifier: BSD-2-Clause */
/* What threads may do, and the loop over interleavings. */
#include "checkpoint.h"
#include "coroutine.h"
#include "explorer.h"
#include "order.h"
#include "trail.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STACK_BYTES 65536

/*
 * Every so many interleavings, from the first on, one is taken once more from
 * the start: it must end as it did from its last choice on.
 */
#define INTERLEAVINGS_PER_REPLAY 4096

/* A step may be noted together with what it does not see yet of the others. */
#define NOTES_MAX (EXPLORE_STEPS_MAX + EXPLORE_THREADS_MAX)

/* The last is that on which it is chosen who goes first. */
static _Alignas(16) unsigned char stacks[EXPLORE_THREADS_MAX + 1][STACK_BYTES];

static unsigned char *world;
static unsigned char *world_before;
static size_t world_size;

/* Of this interleaving. */
static bool is_interrupted;
static struct explore_step steps[NOTES_MAX];
static unsigned n_steps;

/* Of all interleavings: a bit for each sight. */
static unsigned sights;

void
explore_world(void *base, size_t size)
{
	free(world_before);
	world_before = malloc(size);
	if (world_before == NULL) {
		perror("explore_world");
		abort();
	}
	world = base;
	world_size = size;
	order_world(base, size);
}

bool
explorer_is_in_world(const void *p, size_t size)
{
	const unsigned char *from = p;

	return from >= world && from + size <= world + world_size;
}

uint64_t
explorer_clock(void)
{
	return n_steps;
}

static _Noreturn void
end_thread(void)
{
	buffer_empty(explorer_number());
	explorer_self->state = STATE_ENDED;
	explorer_schedule();
	abort();
}

void
explorer_point(void)
{
	if (explorer_self->is_fresh)
		explorer_self->is_fresh = false;
	else
		explorer_schedule();
	if (explorer_run.now->interrupt != NULL && explorer_number() == 0 &&
	    !is_interrupted && trail_choose(2) == 1) {
		is_interrupted = true;
		explorer_run.now->interrupt();
		explorer_leave();
	}
	if (n_steps >= EXPLORE_STEPS_MAX)
		explorer_fail("it does not end");
}

void
explorer_note(const char *what, const void *p, uintptr_t value)
{
	const unsigned char *at = p;

	steps[n_steps++] = (struct explore_step){
		.what = what,
		.thread = explorer_number(),
		.offset = at == NULL ? 0 : (size_t)(at - world),
		.value = value,
	};
}

void
explorer_plain_access(const void *p, size_t size, bool is_write)
{
	if (explorer_self != NULL &&
	    !order_plain(explorer_number(), p, size, is_write))
		explorer_fail("a race on plain memory");
}

void
explore_check(bool is_so, const char *why)
{
	if (!is_so)
		explorer_fail(why);
}

void
explore_see(unsigned sight)
{
	sights |= 1U << sight;
}

void
explore_stop_others(void)
{
	explorer_run.is_alone = true;
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		buffer_empty(i);
	order_join_all(explorer_number());
}

static void
enter(void)
{
	const unsigned self = explorer_number();

	if (!explorer_is_last(self)) {
		explorer_run.now->run(self);
	} else if (explorer_run.now->at_end != NULL) {
		order_join_all(self);
		explorer_run.now->at_end();
	}
	end_thread();
}

static void
enter_first(void)
{
	explorer_schedule();
	abort();
}

/* Takes an interleaving from the start, by the choices that there are. */
static void
run_from_start(void)
{
	unsigned char *first = stacks[EXPLORE_THREADS_MAX];

	memcpy(world, world_before, world_size);
	order_start();
	buffer_start();
	trail_rewind();
	explorer_run.failure = NULL;
	explorer_run.n_preemptions = 0;
	explorer_run.is_alone = false;
	explorer_run.first_stack_end = first + STACK_BYTES;
	n_steps = 0;
	is_interrupted = false;
	for (unsigned i = 0; i <= explorer_run.now->n_threads; i++)
		explorer_threads[i] = (struct explorer_thread){
			.is_fresh = true,
			.stack_pointer =
			    coroutine_prepare(stacks[i], STACK_BYTES, enter),
			.stack_end = stacks[i] + STACK_BYTES,
		};
	explorer_self = NULL;
	checkpoint_run(coroutine_prepare(first, STACK_BYTES, enter_first));
	explorer_self = NULL;
}

/* Takes the next interleaving, from the choice on in which it differs. */
static void
run_from_last_choice(void)
{
	checkpoint_run_from(trail_last());
	explorer_self = NULL;
}

/* Takes the interleaving that was just taken once more. */
static void
replay(void)
{
	const char *failure = explorer_run.failure;
	const unsigned n_preemptions = explorer_run.n_preemptions;
	const unsigned n = n_steps;

	run_from_start();
	if (explorer_run.failure != failure || n_steps != n ||
	    explorer_run.n_preemptions != n_preemptions) {
		fprintf(stderr, "an interleaving is not what it was\n");
		abort();
	}
}

/* What an interleaving changes, and no other may find changed. */
static void
keep_state(void)
{
	checkpoint_init();
	checkpoint_keep(world, world_size);
	checkpoint_keep(explorer_threads, sizeof(explorer_threads));
	checkpoint_keep(&explorer_self, sizeof(explorer_self));
	checkpoint_keep(&explorer_run, sizeof(explorer_run));
	checkpoint_keep(&n_steps, sizeof(n_steps));
	checkpoint_keep(&is_interrupted, sizeof(is_interrupted));
	order_keep();
	buffer_keep();
}

/* Explores with no more than bound preemptions; counts what is new. */
static void
explore_bound(struct explore_result *r)
{
	uint64_t n = 0;

	trail_reset();
	run_from_start();
	for (;;) {
		if (explorer_run.bound == EXPLORE_UNBOUNDED ||
		    explorer_run.n_preemptions == explorer_run.bound)
			r->n_interleavings++;
		if (r->n_steps_deepest < n_steps)
			r->n_steps_deepest = n_steps;
		if (n++ % INTERLEAVINGS_PER_REPLAY == 0 ||
		    explorer_run.failure != NULL)
			replay();
		if (explorer_run.failure != NULL || !trail_advance())
			return;
		run_from_last_choice();
	}
}

struct explore_result
explore(const struct explore_case *c)
{
	struct explore_result r = { .steps = steps };
	struct timespec from;
	struct timespec to;

	assert(c->n_threads < EXPLORE_THREADS_MAX);
	clock_gettime(CLOCK_MONOTONIC, &from);
	explorer_run.now = c;
	sights = 0;
	buffer_turn_off();
	c->set_up();
	memcpy(world_before, world, world_size);
	keep_state();
	explorer_run.bound =
	    c->bound == EXPLORE_UNBOUNDED ? EXPLORE_UNBOUNDED : 0;
	explore_bound(&r);
	while (explorer_run.failure == NULL && explorer_run.bound != c->bound) {
		explorer_run.bound++;
		explore_bound(&r);
	}
	if (explorer_run.failure == NULL && sights != (1U << c->n_sights) - 1)
		explorer_run.failure = "what must happen never does";
	memcpy(world, world_before, world_size);
	clock_gettime(CLOCK_MONOTONIC, &to);
	r.failure = explorer_run.failure;
	r.n_preemptions = explorer_run.n_preemptions;
	r.n_steps = n_steps;
	r.seconds = (double)(to.tv_sec - from.tv_sec) +
	    (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	return r;
}
