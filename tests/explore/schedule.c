/* SPDX-License-Identifier: BSD-2-Clause */
/* Who goes on next, and what that costs. */
#include "coroutine.h"
#include "explorer.h"
#include "trail.h"

#include <stdlib.h>

struct explorer_run explorer_run;
struct explorer_thread *explorer_self;
struct explorer_thread explorer_threads[EXPLORE_THREADS_MAX];

_Noreturn void
explorer_leave(void)
{
	void *unused;

	coroutine_change(&unused, explorer_run.main_stack_pointer);
	abort();
}

_Noreturn void
explorer_fail(const char *why)
{
	explorer_run.failure = why;
	explorer_leave();
}

/*
 * What follows is asked at every step of every interleaving: each question is
 * put to as few threads as may answer it.
 */
static bool
have_all_ended(void)
{
	for (unsigned i = 0; i < explorer_run.now->n_threads; i++)
		if (explorer_threads[i].state != STATE_ENDED)
			return false;
	return true;
}

static inline bool
is_ready(unsigned thread)
{
	const struct explorer_thread *td = &explorer_threads[thread];

	if (td->state != STATE_READY &&
	    (td->state != STATE_WAITING || !explorer_has_change(td)))
		return false;
	return !explorer_is_last(thread) || have_all_ended();
}

/* What can be done next, the running thread's going on first. */
struct options {
	unsigned thread[EXPLORE_THREADS_MAX];
	unsigned n;
	bool is_self_ready;
};

/* Whether a thread may stop waiting though nothing came for which it waits. */
static bool
may_give_up(unsigned thread)
{
	const struct explorer_thread *td = &explorer_threads[thread];
	const bool spins = td->state == STATE_WAITING && td->is_counted &&
	    !explorer_has_change(td);

	return (spins || (td->state == STATE_ASLEEP && !td->has_woken)) &&
	    explorer_run.n_preemptions < explorer_run.bound;
}

/* Fills *o, whose is_self_ready is set. */
static void
list_options(struct options *o)
{
	const unsigned self = explorer_self == NULL
	    ? explorer_run.now->n_threads
	    : explorer_number();

	o->n = 0;
	if (o->is_self_ready)
		o->thread[o->n++] = self;
	for (unsigned i = 0;
	     !explorer_run.is_alone && i <= explorer_run.now->n_threads; i++)
		if ((i != self || !o->is_self_ready) && is_ready(i))
			o->thread[o->n++] = i;
	/* That a wait may end for no reason never saves from a deadlock. */
	if (o->n == 0)
		return;
	for (unsigned i = 0; i < explorer_run.now->n_threads; i++)
		if (may_give_up(i))
			o->thread[o->n++] = i;
}

static inline void
go_on(struct explorer_thread *to, bool gave_up)
{
	to->gave_up = gave_up;
	to->state = STATE_READY;
}

/* Accounts for *to going on, and makes it ready for it. */
static void
let_go_on(const struct options *o, struct explorer_thread *to)
{
	const bool gives_up = to->state != STATE_READY &&
	    !is_ready((unsigned)(to - explorer_threads));

	explorer_run.n_preemptions +=
	    gives_up || (o->is_self_ready && to != explorer_self);
	to->has_woken |= gives_up && to->state == STATE_ASLEEP;
	go_on(to, gives_up && to->state == STATE_WAITING);
}

void
explorer_schedule(void)
{
	struct explorer_thread *from = explorer_self;
	struct explorer_thread *to;
	void *unused;
	struct options o;

	o.is_self_ready = from != NULL && is_ready(explorer_number());
	/* Then it goes on: a preemption would be one too many. */
	if (o.is_self_ready &&
	    (explorer_run.is_alone ||
	        explorer_run.n_preemptions == explorer_run.bound)) {
		go_on(from, false);
		return;
	}
	list_options(&o);
	if (o.n == 0) {
		if (!have_all_ended())
			explorer_run.failure = "nobody can go on";
		explorer_leave();
	}
	to = &explorer_threads[o.thread[trail_choose(o.n)]];
	let_go_on(&o, to);
	if (to == from)
		return;
	explorer_self = to;
	coroutine_change(
	    from == NULL ? &unused : &from->stack_pointer, to->stack_pointer);
}

void
explorer_wrote(void)
{
	explorer_self->n_seen = 0;
}
