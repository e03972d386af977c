/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sleep queues: where threads wait for as long as it takes, and from where they
 * can be called away.
 *
 * As in FreeBSD 12.1 there are 256 chains (freebsd.md 4.1), keyed by the
 * address over 256 mixed with the address itself, each with a spin lock of its
 * own.
 */
#ifndef LOCKS_SLEEPQ_H
#define LOCKS_SLEEPQ_H

#include "locks/waitq.h"

/* Finds the chain of *lock. */
HIDDEN struct waitq *sleepq_chain(const void *lock);

/* Finds and locks the chain of *lock; spins while another thread holds it. */
HIDDEN struct waitq *sleepq_lock(const void *lock);

/*
 * Calls *td away from an interruptible sleep, as a signal would: from the one
 * it is in, or else from the next, which then does not begin.  Sleeps that are
 * not interruptible go on.  What was written before is seen by who is called
 * away (release).  May be called by any thread.
 */
HIDDEN void sleepq_abort(struct thread *td);

#endif /* LOCKS_SLEEPQ_H */
