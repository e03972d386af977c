/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Turnstiles: where threads block for a lock, found by the lock's address.
 *
 * As in FreeBSD (freebsd.md 4.1) there are 128 chains keyed by the address over
 * 256, each with a spin lock of its own; the waiters of a lock are woken all at
 * once and nothing is handed to them.  Priority is not lent to the owner: the
 * host's scheduler would not hear of it.
 *
 * The order of calls is FreeBSD's:
 *
 *   blocking:  lock the chain, look at the lock word again, mark it contested,
 *              then turnstile_wait() - or turnstile_unlock() and start over
 *   waking:    lock the chain, turnstile_take(), store the word, unlock the
 *              chain, turnstile_wake()
 *
 * Since the mark is set and the word given back under the same chain lock, a
 * waiter is either in the queue when the owner looks, or sees the free word.
 */
#ifndef LOCKS_TURNSTILE_H
#define LOCKS_TURNSTILE_H

#include "locks/thread.h"

struct turnstile;

/* Finds and locks the chain of *lock; spins while another thread holds it. */
HIDDEN struct turnstile *turnstile_lock(const void *lock);

HIDDEN void turnstile_unlock(struct turnstile *ts);

/*
 * Queues *td for *lock, unlocks the chain *ts, and blocks until woken; *td does
 * not count as running meanwhile.  What the waker wrote before is then seen.
 */
HIDDEN void turnstile_wait(
    struct turnstile *ts, const void *lock, struct thread *td);

/*
 * Takes every waiter of *lock off the locked chain *ts.  Returns the first, or
 * NULL; they are linked by their next field.
 */
HIDDEN struct thread *turnstile_take(struct turnstile *ts, const void *lock);

/* Wakes all of *waiters, which may be NULL.  Releases what came before. */
HIDDEN void turnstile_wake(struct thread *waiters);

#endif /* LOCKS_TURNSTILE_H */
