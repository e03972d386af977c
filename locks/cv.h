/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cv: FreeBSD's condition variable: sleeping (sleep.h) on an object that knows
 * whether any thread does.
 *
 * The count of waiters is written under the chain's lock: a waiter adds one, a
 * signal takes one off, a broadcast sets it to 0.  A waiter that was called
 * away stays counted until then.  So the count is never less than the number in
 * the queue, and where it is 0 the queue need not be searched.
 *
 * Where the stopped state is tested: first in each cv_wait, in either place,
 * before a queue is locked.  That is 11.0's cv.  The one of June 2012, which
 * this is otherwise, tested panicstr there, whether or not the world had
 * stopped (freebsd.md 1.7).  A faked wait is not counted and returns at once,
 * with the mutex still held, or given back by cv_wait_unlock().  Signals are
 * not faked; they get past the chain's lock, as in sleep.h.
 *
 * Follows: freebsd.md 1.7; what it leaves open, the source of 9.3.  Left out:
 * timeouts, locks other than mtx, cold.
 */
#ifndef LOCKS_CV_H
#define LOCKS_CV_H

#include "locks/mtx.h"

struct cv {
	unsigned waiters; /* at least those in the queue; chain's lock */
};

static inline void
cv_init(struct cv *cv)
{
	cv->waiters = 0;
}

/*
 * Gives *m back, which *td owns once, waits until *cv is signalled, and
 * acquires *m again.  What was written before the signal is then seen.
 * Whether that for which *td waits is so has to be looked at again.
 */
HIDDEN void cv_wait(struct cv *cv, struct mtx *m, struct thread *td);

/*
 * The same, but the wait ends too when sleepq_abort() calls *td away: returns 0
 * if *td was signalled, or if that was faked, and -EINTR if not.
 */
HIDDEN int cv_wait_sig(struct cv *cv, struct mtx *m, struct thread *td);

/* The same as cv_wait(), but returns without *m. */
HIDDEN void cv_wait_unlock(struct cv *cv, struct mtx *m, struct thread *td);

/* Wakes the waiter that came first; *td is the calling thread. */
HIDDEN void cv_signal(struct cv *cv, struct thread *td);

/* Wakes all waiters. */
HIDDEN void cv_broadcast(struct cv *cv, struct thread *td);

#endif /* LOCKS_CV_H */
