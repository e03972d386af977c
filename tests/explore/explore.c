/* SPDX-License-Identifier: BSD-2-Clause */
/* Who runs next: the explorer's scheduler, and the loop over interleavings. */
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
 * When all that can be done is to spin: so many rounds without anybody writing
 * are a deadlock.  More than any thread counts before it blocks.
 */
#define ROUNDS_IN_VAIN_MAX 32

struct explorer_thread *explorer_self;
struct explorer_thread explorer_threads[EXPLORE_THREADS_MAX];

static _Alignas(16) unsigned char stacks[EXPLORE_THREADS_MAX][STACK_BYTES];

static unsigned char *world;
static unsigned char *world_before;
static size_t world_size;

static const struct explore_case *now;
static void *main_stack_pointer;

/* Of this interleaving. */
static const char *failure;
static unsigned n_preemptions;
static unsigned bound;
static bool is_interrupted;
static bool is_alone; /* the others were stopped */
static unsigned n_rounds_in_vain;
static struct explore_step steps[EXPLORE_STEPS_MAX];
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
leave(void)
{
	void *unused;

	coroutine_change(&unused, main_stack_pointer);
	abort();
}

_Noreturn void
explorer_fail(const char *why)
{
	failure = why;
	leave();
}

/* The thread that runs at_end comes after all others, and is one more. */
static bool
is_last(unsigned thread)
{
	return thread == now->n_threads;
}

static bool
have_all_ended(void)
{
	for (unsigned i = 0; i < now->n_threads; i++)
		if (explorer_threads[i].state != STATE_ENDED)
			return false;
	return true;
}

static bool
is_ready(unsigned thread)
{
	const struct explorer_thread *td = &explorer_threads[thread];

	if (is_last(thread) && !have_all_ended())
		return false;
	return td->state == STATE_READY ||
	    (td->state == STATE_WAITING && explorer_has_change(td));
}

/* What can be done next, the running thread's going on first. */
struct options {
	unsigned thread[EXPLORE_THREADS_MAX];
	unsigned n;
	bool is_self_ready;
	bool is_forced; /* they are not ready, but spin and can give up */
};

/* Whether a thread may stop waiting though nothing came for which it waits. */
static bool
may_give_up(unsigned thread, bool is_forced)
{
	const struct explorer_thread *td = &explorer_threads[thread];
	const bool spins = td->state == STATE_WAITING &&
	    now->gives_up_spinning && !explorer_has_change(td);

	/* That sleep may end for no reason never saves from a deadlock. */
	if (is_forced)
		return spins && n_rounds_in_vain < ROUNDS_IN_VAIN_MAX;
	return (spins || td->state == STATE_ASLEEP) && !td->has_given_up &&
	    n_preemptions < bound;
}

static struct options
list_options(void)
{
	const unsigned self =
	    explorer_self == NULL ? now->n_threads : explorer_number();
	struct options o = { .is_self_ready =
		                 explorer_self != NULL && is_ready(self) };

	if (o.is_self_ready)
		o.thread[o.n++] = self;
	if (o.is_self_ready && (is_alone || n_preemptions == bound))
		return o;
	for (unsigned i = 0; !is_alone && i <= now->n_threads; i++)
		if (is_ready(i) && (i != self || !o.is_self_ready))
			o.thread[o.n++] = i;
	o.is_forced = o.n == 0;
	for (unsigned i = 0; i < now->n_threads; i++)
		if ((!is_alone || i == self) && may_give_up(i, o.is_forced))
			o.thread[o.n++] = i;
	return o;
}

/* Accounts for *to going on, and makes it ready for it. */
static void
let_go_on(const struct options *o, struct explorer_thread *to)
{
	const bool gives_up = to->state != STATE_READY &&
	    !is_ready((unsigned)(to - explorer_threads));

	if (o->is_forced)
		n_rounds_in_vain++;
	else
		n_preemptions +=
		    gives_up || (o->is_self_ready && to != explorer_self);
	to->has_given_up |= gives_up && !o->is_forced;
	to->state = STATE_READY;
}

/* Lets somebody go on; returns when the caller may. */
static void
schedule(void)
{
	const struct options o = list_options();
	struct explorer_thread *from = explorer_self;
	struct explorer_thread *to;

	if (o.n == 0) {
		if (!have_all_ended() || is_alone)
			failure = "nobody can go on";
		leave();
	}
	to = &explorer_threads[o.thread[trail_choose(o.n)]];
	let_go_on(&o, to);
	if (to == from)
		return;
	explorer_self = to;
	coroutine_change(
	    from == NULL ? &main_stack_pointer : &from->stack_pointer,
	    to->stack_pointer);
}

void
explorer_wrote(void)
{
	explorer_self->n_seen = 0;
	n_rounds_in_vain = 0;
}

void
explorer_block(void)
{
	schedule();
}

static _Noreturn void
end_thread(void)
{
	explorer_self->state = STATE_ENDED;
	schedule();
	abort();
}

void
explorer_point(void)
{
	if (explorer_self->is_fresh)
		explorer_self->is_fresh = false;
	else
		schedule();
	if (now->interrupt != NULL && explorer_number() == 0 &&
	    !is_interrupted && trail_choose(2) == 1) {
		is_interrupted = true;
		now->interrupt();
		leave();
	}
	if (n_steps == EXPLORE_STEPS_MAX)
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
	is_alone = true;
	order_join_all(explorer_number());
}

static void
enter(void)
{
	const unsigned self = explorer_number();

	if (!is_last(self)) {
		now->run(self);
	} else if (now->at_end != NULL) {
		order_join_all(self);
		now->at_end();
	}
	end_thread();
}

static void
run_once(void)
{
	memcpy(world, world_before, world_size);
	order_start();
	trail_rewind();
	failure = NULL;
	n_preemptions = 0;
	n_steps = 0;
	is_interrupted = false;
	is_alone = false;
	n_rounds_in_vain = 0;
	for (unsigned i = 0; i <= now->n_threads; i++)
		explorer_threads[i] = (struct explorer_thread){
			.is_fresh = true,
			.stack_pointer =
			    coroutine_prepare(stacks[i], STACK_BYTES, enter),
		};
	schedule();
	explorer_self = NULL;
}

/* Explores with no more than bound preemptions; counts what is new. */
static void
explore_bound(struct explore_result *r)
{
	trail_reset();
	do {
		run_once();
		if (bound == EXPLORE_UNBOUNDED || n_preemptions == bound)
			r->n_interleavings++;
		if (r->n_steps_deepest < n_steps)
			r->n_steps_deepest = n_steps;
	} while (failure == NULL && trail_advance());
}

struct explore_result
explore(const struct explore_case *c)
{
	struct explore_result r = { .steps = steps };
	struct timespec from;
	struct timespec to;

	assert(c->n_threads < EXPLORE_THREADS_MAX);
	clock_gettime(CLOCK_MONOTONIC, &from);
	now = c;
	sights = 0;
	c->set_up();
	memcpy(world_before, world, world_size);
	bound = c->bound == EXPLORE_UNBOUNDED ? EXPLORE_UNBOUNDED : 0;
	explore_bound(&r);
	while (failure == NULL && bound != c->bound) {
		bound++;
		explore_bound(&r);
	}
	if (failure == NULL && sights != (1U << c->n_sights) - 1)
		failure = "what must happen never does";
	memcpy(world, world_before, world_size);
	clock_gettime(CLOCK_MONOTONIC, &to);
	r.failure = failure;
	r.n_preemptions = n_preemptions;
	r.n_steps = n_steps;
	r.seconds = (double)(to.tv_sec - from.tv_sec) +
	    (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	return r;
}
