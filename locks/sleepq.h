/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sleep queues: threads wait here for as long as it takes, and can be called
 * away.
 *
 * As in FreeBSD from 10.4 on there are 256 chains, keyed by the address over
 * 256 mixed with the address itself, each with a spin lock of its own
 * (freebsd.md 4.1).  2012's had 128, keyed as turnstiles are (freebsd.md 0.8).
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
 * that it is in, or else from the next, which then does not begin.  Sleeps that
 * are not interruptible go on.  *td sees what the caller wrote before
 * (release).  Any thread may call it.
 */
HIDDEN void sleepq_abort(struct thread *td);

#endif /* LOCKS_SLEEPQ_H */
