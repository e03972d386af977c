/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The states of a lock in which an operation is counted, each made by
 * operations of the lock itself, in the name of others:
 *
 *   free       nobody has it; for reads, the last who had it read
 *   unread     the same, and nobody has ever read
 *   mine       the one who asks has it, alone
 *   recursed   twice
 *   held       another has it, who runs: he gives it back when he is waited
 *              for by spinning (tracee.h)
 *   asleep     another has it, who does not run
 *   contested  as mine, or asleep, and a third waits for it and has marked it;
 *              for reads, others read and a writer waits
 *   awaited    mine, and a reader waits for it
 *   read-1, read-3  so many threads read; who gives back or upgrades is one
 *   stopped    another has it, and the world has stopped.  The lock without a
 *              check is counted in the state in which the operation is free:
 *              it would wait for ever
 */
#ifndef BENCH_AUDIT_TRACE_STATE_H
#define BENCH_AUDIT_TRACE_STATE_H

#include "bench/audit/trace/tracee.h"

struct state;

/*
 * Returns the i-th state that an operation of an arm can be in, or NULL if
 * there are fewer.
 */
const struct state *state_of(
    const struct arm *arm, const struct arm_op *op, unsigned i);

const char *state_name(const struct state *state);

/* An arm and its children, which are kept since a fork takes milliseconds. */
struct state_arm {
	const struct arm *arm;
	const struct object *object;
	struct tracee *tracees[N_ACTORS]; /* NULL at first */
};

/*
 * Counts an operation of an arm in a state.  Returns 0, or a negative errno
 * with the reason.
 */
int state_trace(const struct state *state, struct state_arm *arm,
    struct decoder *decoder, struct trace *ret, struct reason *why);

/* Ends the children. */
void state_fini(struct state_arm *arm);

#endif /* BENCH_AUDIT_TRACE_STATE_H */
