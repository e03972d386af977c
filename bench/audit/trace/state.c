/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/trace/state.h"

#include <errno.h>
#include <string.h>

#define STEPS_MAX 4

/*
 * An operation on the way to a state: its actor, and whether the actor must
 * wait.
 */
struct step {
	enum actor who;
	const char *op; /* NULL: no more */
	bool waits;
};

struct state {
	const char *op;
	const char *name;
	struct step steps[STEPS_MAX];
	bool is_stopped;
	enum actor self; /* whose operation is counted */
};

#define ME      ACTOR_ME
#define OTHER   ACTOR_OTHER
#define THIRD   ACTOR_THIRD
#define WAITER  ACTOR_WAITER
#define SLEEPER ACTOR_SLEEPER

/*
 * Spinners never block on a running owner, so an owner that others block on is
 * ACTOR_SLEEPER.
 */
static const struct state states[] = {
	{ "lock", "free", { { 0 } }, false, ME },
	{ "lock", "mine", { { ME, "lock", 0 } }, false, ME },
	{ "lock", "held", { { OTHER, "lock", 0 } }, false, ME },
	{ "lock", "asleep", { { SLEEPER, "lock", 0 } }, false, ME },
	{ "lock", "contested",
	    { { SLEEPER, "lock", 0 }, { WAITER, "lock", 1 } }, false, ME },
	{ "lock", "read-1", { { OTHER, "rlock", 0 } }, false, ME },
	{ "lock", "read-3",
	    { { OTHER, "rlock", 0 }, { THIRD, "rlock", 0 },
	        { SLEEPER, "rlock", 0 } },
	    false, ME },
	{ "lock", "stopped", { { OTHER, "lock", 0 } }, true, ME },

	{ "unlock", "mine", { { ME, "lock", 0 } }, false, ME },
	{ "unlock", "recursed", { { ME, "lock", 0 }, { ME, "lock", 0 } }, false,
	    ME },
	{ "unlock", "contested",
	    { { SLEEPER, "lock", 0 }, { WAITER, "lock", 1 } }, false, SLEEPER },
	{ "unlock", "stopped", { { OTHER, "lock", 0 } }, true, ME },

	{ "trylock", "free", { { 0 } }, false, ME },
	{ "trylock", "mine", { { ME, "lock", 0 } }, false, ME },
	{ "trylock", "held", { { OTHER, "lock", 0 } }, false, ME },
	{ "trylock", "read-1", { { OTHER, "rlock", 0 } }, false, ME },
	{ "trylock", "stopped", { { OTHER, "lock", 0 } }, true, ME },

	{ "rlock", "free", { { ME, "rlock", 0 }, { ME, "runlock", 0 } }, false,
	    ME },
	{ "rlock", "unread", { { 0 } }, false, ME },
	{ "rlock", "read-1", { { OTHER, "rlock", 0 } }, false, ME },
	{ "rlock", "read-3",
	    { { OTHER, "rlock", 0 }, { THIRD, "rlock", 0 },
	        { SLEEPER, "rlock", 0 } },
	    false, ME },
	{ "rlock", "held", { { OTHER, "lock", 0 } }, false, ME },
	{ "rlock", "asleep", { { SLEEPER, "lock", 0 } }, false, ME },
	{ "rlock", "contested",
	    { { SLEEPER, "rlock", 0 }, { WAITER, "lock", 1 } }, false, ME },
	{ "rlock", "stopped", { { OTHER, "lock", 0 } }, true, ME },

	{ "runlock", "read-1", { { ME, "rlock", 0 } }, false, ME },
	{ "runlock", "read-3",
	    { { ME, "rlock", 0 }, { OTHER, "rlock", 0 },
	        { THIRD, "rlock", 0 } },
	    false, ME },
	{ "runlock", "contested",
	    { { SLEEPER, "rlock", 0 }, { WAITER, "lock", 1 } }, false,
	    SLEEPER },
	{ "runlock", "stopped", { { OTHER, "lock", 0 } }, true, ME },

	{ "tryrlock", "free", { { ME, "rlock", 0 }, { ME, "runlock", 0 } },
	    false, ME },
	{ "tryrlock", "unread", { { 0 } }, false, ME },
	{ "tryrlock", "read-1", { { OTHER, "rlock", 0 } }, false, ME },
	{ "tryrlock", "held", { { OTHER, "lock", 0 } }, false, ME },
	{ "tryrlock", "contested",
	    { { SLEEPER, "rlock", 0 }, { WAITER, "lock", 1 } }, false, ME },
	{ "tryrlock", "stopped", { { OTHER, "lock", 0 } }, true, ME },

	{ "tryupgrade", "read-1", { { ME, "rlock", 0 } }, false, ME },
	{ "tryupgrade", "read-3",
	    { { ME, "rlock", 0 }, { OTHER, "rlock", 0 },
	        { THIRD, "rlock", 0 } },
	    false, ME },
	{ "tryupgrade", "contested",
	    { { SLEEPER, "rlock", 0 }, { WAITER, "lock", 1 } }, false,
	    SLEEPER },
	{ "tryupgrade", "stopped", { { OTHER, "lock", 0 } }, true, ME },

	{ "downgrade", "mine", { { ME, "lock", 0 } }, false, ME },
	{ "downgrade", "contested",
	    { { SLEEPER, "lock", 0 }, { WAITER, "lock", 1 } }, false, SLEEPER },
	{ "downgrade", "awaited",
	    { { SLEEPER, "lock", 0 }, { WAITER, "rlock", 1 } }, false,
	    SLEEPER },
	{ "downgrade", "stopped", { { OTHER, "lock", 0 } }, true, ME },
};

#define N_STATES (sizeof(states) / sizeof(states[0]))

static const struct arm_op *
find_op(const struct arm *arm, const char *name)
{
	for (unsigned i = 0; i < arm->ops->n; i++)
		if (strcmp(arm->ops->list[i].name, name) == 0)
			return &arm->ops->list[i];
	return NULL;
}

/* The owner locks again, or tries to. */
static bool
recurses(const struct state *state)
{
	return strcmp(state->name, "recursed") == 0 ||
	    (strcmp(state->name, "mine") == 0 &&
	        (strcmp(state->op, "lock") == 0 ||
	            strcmp(state->op, "trylock") == 0));
}

/* True if a lock can come into the state. */
static bool
is_possible(const struct state *state, const struct arm *arm)
{
	bool sleeps = false;

	for (unsigned i = 0; i < STEPS_MAX && state->steps[i].op != NULL; i++) {
		const struct step *step = &state->steps[i];

		if (find_op(arm, step->op) == NULL)
			return false;
		sleeps |= step->waits;
	}
	if (strcmp(state->name, "asleep") == 0)
		sleeps = true;
	if (recurses(state) && !arm->ops->recurses)
		return false;
	return !sleeps || arm->ops->sleeps;
}

const struct state *
state_of(const struct arm *arm, const struct arm_op *op, unsigned i)
{
	for (unsigned j = 0; j < N_STATES; j++)
		if (strcmp(states[j].op, op->name) == 0 &&
		    is_possible(&states[j], arm) && i-- == 0)
			return &states[j];
	return NULL;
}

const char *
state_name(const struct state *state)
{
	return state->name;
}

/*
 * Returns the state for a lock without a check: the first of the operation, in
 * which nothing is waited for.
 */
static const struct state *
without_stop(const struct state *state)
{
	unsigned i = 0;

	while (strcmp(states[i].op, state->op) != 0)
		i++;
	return &states[i];
}

static int
make_state(struct tracee *tracee, const struct state *state,
    const struct arm *arm, struct reason *why)
{
	int err = 0;

	for (unsigned i = 0;
	     err == 0 && i < STEPS_MAX && state->steps[i].op != NULL; i++) {
		const struct step *step = &state->steps[i];
		enum ending ending = ENDING_RETURNED;

		err = tracee_call(
		    tracee, find_op(arm, step->op), step->who, &ending, why);
		if (err == 0 && (ending == ENDING_BLOCKED) != step->waits)
			err = reason_set(why, -EINVAL,
			    "%s: %s %s in the state %s of %s", arm->lock,
			    step->op, step->waits ? "does not sleep" : "sleeps",
			    state->name, state->op);
	}
	if (err == 0 && state->is_stopped)
		err = tracee_stop_world(tracee, why);
	return err;
}

/* Resets the child of an actor, or starts it: its lock is free. */
static int
prepare_child(struct state_arm *arm, enum actor self, struct reason *why)
{
	if (arm->tracees[self] != NULL)
		return tracee_reset(arm->tracees[self], why);
	return tracee_start(
	    arm->arm, arm->object, self, &arm->tracees[self], why);
}

int
state_trace(const struct state *state, struct state_arm *arm,
    struct decoder *decoder, struct trace *ret, struct reason *why)
{
	int err;

	if (state->is_stopped && arm->arm->ops->stop == NULL)
		state = without_stop(state);
	err = prepare_child(arm, state->self, why);
	if (err == 0)
		err =
		    make_state(arm->tracees[state->self], state, arm->arm, why);
	if (err == 0)
		err = tracee_step(arm->tracees[state->self],
		    find_op(arm->arm, state->op), decoder, ret, why);
	/* A stop may have changed the code, and an error anything. */
	if (state->is_stopped || err < 0) {
		tracee_stop(arm->tracees[state->self]);
		arm->tracees[state->self] = NULL;
	}
	return err;
}

void
state_fini(struct state_arm *arm)
{
	for (unsigned i = 0; i < N_ACTORS; i++)
		tracee_stop(arm->tracees[i]);
}
