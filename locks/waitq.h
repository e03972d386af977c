/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * waitq: threads wait here for a lock, or for anything else that has an
 * address.  Turnstiles and sleep queues are both arrays of these, found by that
 * address; they differ in how many there are, and in whether a waiter may be
 * called away.
 *
 * A waitq is a spin lock and the threads that wait for any lock whose address
 * leads here.  A lock with readers keeps its waiters on two sides, as FreeBSD's
 * two queues do; all others use the exclusive side alone.  Locks wake all
 * waiters of a side at once, and hand themselves to none.
 *
 * The order of calls is FreeBSD's:
 *
 *   blocking:  find and lock the waitq, look at the lock word again, mark it,
 *              then waitq_wait() - or waitq_unlock() and start over
 *   waking:    find and lock the waitq, store the word, waitq_broadcast()
 *
 * Since the mark is set and the word given back under the same waitq's lock, a
 * waiter is either in the queue when the owner looks, or sees the free word.
 */
#ifndef LOCKS_WAITQ_H
#define LOCKS_WAITQ_H

#include "locks/thread.h"

struct waitq {
	_Alignas(LINE_BYTES) atomic_word locked;
	struct thread *first; /* waiters for any lock that leads here */
};

enum waitq_side {
	WAITQ_EXCLUSIVE,
	WAITQ_SHARED
};

/* Why a thread was woken, as bits of its word. */
#define WAITQ_WOKEN   1u /* a waker took it off the queue */
#define WAITQ_ABORTED 2u /* it is called away; it leaves by itself */

/* Locks *wq; spins while another thread holds it, and orders after it. */
HIDDEN void waitq_lock(struct waitq *wq);

HIDDEN void waitq_unlock(struct waitq *wq);

/*
 * Sets `bit` in the lock word, whose value under the waitq's lock was `seen`:
 * the mark without which an owner would not look here.  Returns false if the
 * word has changed meanwhile.  Relaxed: the thread that clears the bit holds
 * the waitq's lock.
 */
static inline bool
waitq_mark(atomic_word *word, uintptr_t seen, uintptr_t bit)
{
	return (seen & bit) != 0 || atomic_cas_rlx(word, seen, seen | bit);
}

/*
 * Queues *td for *lock on one side of the locked *wq, unlocks *wq, and blocks
 * until woken; *td does not count as running meanwhile.  *td then sees what the
 * waker wrote before.
 */
HIDDEN void waitq_wait(struct waitq *wq, const void *lock, enum waitq_side side,
    struct thread *td);

/*
 * The same, but WAITQ_ABORTED calls *td away, even before it waits.  Returns 0
 * if *td was woken, and -EINTR if it left the queue instead, which takes the
 * bit back.  A thread that is both woken and called away was woken: the bit
 * then waits for the next time.
 */
HIDDEN int waitq_wait_sig(struct waitq *wq, const void *lock,
    enum waitq_side side, struct thread *td);

/* True if a thread waits for *lock on that side of the locked *wq. */
HIDDEN bool waitq_has(
    const struct waitq *wq, const void *lock, enum waitq_side side);

/*
 * Wakes every waiter for *lock on one side of the locked *wq, in the order in
 * which they came, and unlocks *wq.  They see what was written before
 * (release).
 */
HIDDEN void waitq_broadcast(
    struct waitq *wq, const void *lock, enum waitq_side side);

/* The same with the waiter that came first alone; with none, if none waits. */
HIDDEN void waitq_signal(
    struct waitq *wq, const void *lock, enum waitq_side side);

#endif /* LOCKS_WAITQ_H */
