/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child process with an arm, a lock and threads.  A thread is a set of
 * registers and a stack, and runs only when, and for as long as, it is told to.
 * So another thread has done exactly its part when an operation meets it, and
 * nothing depends on time.
 *
 * Lock, threads and stacks have the same addresses in every child.
 */
#ifndef BENCH_AUDIT_TRACE_TRACEE_H
#define BENCH_AUDIT_TRACE_TRACEE_H

#include "bench/arm/arm.h"
#include "bench/audit/decode/count.h"
#include "bench/audit/decode/listing.h"

/* The threads of a child. */
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
 * All functions below return -ENOTSUP if the system lacks something that the
 * arm needs, or can replace only by signals.
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
 * Restores all that the arm writes to what it was when the child was started.
 * Not for a child whose world was stopped: its code may have changed.  Returns
 * 0, or a negative errno with the reason.
 */
int tracee_reset(struct tracee *tracee, struct reason *why);

/* Ends the child.  Accepts NULL. */
void tracee_stop(struct tracee *tracee);

/*
 * Calls an operation as an actor, at full speed, until it returns or is about
 * to sleep.  Returns 0 with how it ended; or a negative errno, with the reason,
 * if it does neither in time or dies.
 */
int tracee_call(struct tracee *tracee, const struct arm_op *op,
    enum actor actor, enum ending *ret, struct reason *why);

/* Stops the world, except for `self`. */
int tracee_stop_world(struct tracee *tracee, struct reason *why);

/*
 * Calls an operation as `self`, instruction by instruction, until it returns or
 * is about to sleep.  When it first spins for another thread, the lock's memory
 * is reset to what it was when the lock was free.  Instructions outside of the
 * arm, such as the C library's, are not counted, since they differ between
 * libraries.  Returns 0 with what it did, or a negative errno with the reason.
 */
int tracee_step(struct tracee *tracee, const struct arm_op *op,
    struct decoder *decoder, struct trace *ret, struct reason *why);

/* The same for n passes of a case, between its begin and end. */
int tracee_step_passes(struct tracee *tracee, const struct arm_case *of,
    uint64_t n, struct decoder *decoder, struct trace *ret, struct reason *why);

void trace_fini(struct trace *trace);

#endif /* BENCH_AUDIT_TRACE_TRACEE_H */
