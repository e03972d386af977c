/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child process with an arm in it, a lock, and threads that run only when,
 * and for as long as, they are told to: each is a set of registers and a stack.
 * So whoever another thread is to an operation, it has done its part exactly,
 * and nothing depends on time.
 *
 * Lock, threads and stacks have the same addresses in every child.
 */
#ifndef BENCH_AUDIT_TRACE_TRACEE_H
#define BENCH_AUDIT_TRACE_TRACEE_H

#include "bench/arm/arm.h"
#include "bench/audit/decode/count.h"
#include "bench/audit/decode/listing.h"

/* Who there is. */
enum actor {
	ACTOR_ME, /* these run, as far as a lock can tell */
	ACTOR_OTHER,
	ACTOR_THIRD,
	ACTOR_WAITER,
	ACTOR_SLEEPER, /* does not run */
	N_ACTORS
};

/* How an operation ended. */
enum ending {
#define ENDING(id, word, meaning) ENDING_##id,
#include "base/formats/words.def"
};

struct tracee;

/*
 * In all that follows: -ENOTSUP says that the system lacks something that the
 * arm needs, or cannot do without signals.
 */

/* What an operation did. */
struct trace {
	struct counts counts;
	struct listing listing;
	enum ending ending;
	struct reason uncounted; /* why it could not be counted; else empty */
};

/*
 * Sets the wall-clock limit for one call of a child, in seconds; 20 at first.
 * The child may sleep where nobody wakes it, or spin.
 */
void tracee_set_limit(unsigned seconds);

/*
 * Starts a child for a loaded arm, whose file is *object; the lock is free and
 * nobody holds anything.  `self` is the calling thread, as far as a check can
 * tell.  Returns 0, or a negative errno with the reason.
 */
int tracee_start(const struct arm *arm, const struct object *object,
    enum actor self, struct tracee **ret, struct reason *why);

/*
 * Has all that the arm writes be as it was when the child was started, unless
 * the world was stopped, after which code may be another.  Returns 0, or a
 * negative errno with the reason.
 */
int tracee_reset(struct tracee *tracee, struct reason *why);

/* Ends the child.  Accepts NULL. */
void tracee_stop(struct tracee *tracee);

/*
 * Calls an operation in the name of an actor, at full speed, until it returns
 * or is about to sleep.  Returns 0 with how it ended, or a negative errno with
 * the reason: it does neither, or it dies.
 */
int tracee_call(struct tracee *tracee, const struct arm_op *op,
    enum actor actor, enum ending *ret, struct reason *why);

/* Stops the world, but for `self`. */
int tracee_stop_world(struct tracee *tracee, struct reason *why);

/*
 * Calls an operation in the name of `self` instruction by instruction, until
 * it returns or is about to sleep.  When it first waits for another thread by
 * spinning, the lock is given back: its memory is as it was when free.  What it
 * executes outside of the arm, as the C library's system calls, is not counted:
 * it is another with another library.  Returns 0 with what it did, or a
 * negative errno with the reason.
 */
int tracee_step(struct tracee *tracee, const struct arm_op *op,
    struct decoder *decoder, struct trace *ret, struct reason *why);

/* The same for n passes of a case, between its begin and end. */
int tracee_step_passes(struct tracee *tracee, const struct arm_case *of,
    uint64_t n, struct decoder *decoder, struct trace *ret, struct reason *why);

void trace_fini(struct trace *trace);

#endif /* BENCH_AUDIT_TRACE_TRACEE_H */
