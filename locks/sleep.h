/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sleep: FreeBSD's msleep() and wakeup() of June 2012.  A thread that holds a
 * mutex, its interlock, sleeps on any address, until a thread wakes those that
 * sleep there.
 *
 * The sleeper locks the address's queue before it gives the interlock back, and
 * has joined the queue when it unlocks it.  So a thread that takes the
 * interlock after the sleeper finds the sleeper in the queue: no wake-up is
 * lost.  A wake-up that finds an empty queue is not remembered.  A woken thread
 * has to look again for what it waits for: others may come between the wake-up
 * and the interlock.
 *
 * Where the stopped state is tested: at the entry of sleep_on(), in either
 * place, before a queue is locked.  A faked sleep returns 0 at once, and leaves
 * the interlock alone, unless it was to be dropped: then mtx_unlock() unlocks
 * it, really or by faking.
 *
 * Wake-ups are not faked: they do not test, and neither does the queue.  But
 * the lock of a chain is a spin mutex there, and that is faked (freebsd.md 1.2,
 * 4.1).  So wake-ups take the queue as they find it, with its lock or without,
 * and make its sleepers ready to run, though none of them runs any more.
 *
 * Follows: freebsd.md 1.7; what it leaves open, the source of 9.3.  Left out:
 * timeouts, interlocks other than mtx, sleeping without one, that the kernel
 * fakes sleeping while it boots (cold), and that mi_switch() itself returns
 * when the world has stopped, behind every sleep (freebsd.md 0.14).
 */
#ifndef LOCKS_SLEEP_H
#define LOCKS_SLEEP_H

#include "locks/mtx.h"
#include "locks/waitq.h"

/* How to sleep: any of these. */
#define SLEEP_CATCH 1u /* can be called away (PCATCH) */
#define SLEEP_DROP  2u /* returns without the interlock (PDROP) */

/*
 * Gives *m back, which *td owns once, sleeps on chan until woken, and acquires
 * *m again unless flags say SLEEP_DROP.  What the waker wrote before is then
 * seen. Returns 0; or, with SLEEP_CATCH, -EINTR if sleepq_abort() called *td
 * away and nobody has woken it.  After a panic it returns 0 at once, with *m
 * as it was or, if dropped, unlocked.
 */
HIDDEN int sleep_on(
    const void *chan, struct mtx *m, struct thread *td, unsigned flags);

/* Wakes all that sleep on chan; *td is the calling thread. */
HIDDEN void sleep_wakeup(const void *chan, struct thread *td);

/* Wakes the sleeper on chan that came first. */
HIDDEN void sleep_wakeup_one(const void *chan, struct thread *td);

/* --- for what sleeps in the same way: cv --- */

/* What sleep_on() does instead after a panic: returns 0. */
HIDDEN int sleep_fake(struct mtx *m, struct thread *td, unsigned flags);

/* The rest of sleep_on(), on the locked queue *sq of chan. */
HIDDEN int sleep_in(struct waitq *sq, const void *chan, struct mtx *m,
    struct thread *td, unsigned flags);

/* Finds and locks the chain of chan for a wake-up by *td: see above. */
HIDDEN struct waitq *sleep_lock_to_wake(
    const void *chan, const struct thread *td);

#endif /* LOCKS_SLEEP_H */
