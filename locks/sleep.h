/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sleep: FreeBSD's msleep() and wakeup() of June 2012.  A thread that holds a
 * mutex, its interlock, sleeps on an address, any at all, until somebody wakes
 * who sleeps there.
 *
 * The address's sleep queue is locked before the interlock is given back, and
 * the sleeper has joined the queue when it is unlocked.  So whoever takes the
 * interlock after the sleeper finds it in the queue: no wake-up is lost.  One
 * that finds nobody is not remembered.  Who sleeps has to look again for what
 * he waits for: between a wake-up and the interlock others may come.
 *
 * Where the stopped state is tested: at the entry of sleep_on(), in either
 * place, before a queue is locked.  A faked sleep returns 0 at once and leaves
 * the interlock alone, unless it was to be dropped: then it is unlocked,
 * really or by faking, as mtx_unlock() does it.
 *
 * Wake-ups are not faked: neither they nor the queue test.  But the lock of a
 * chain is a spin mutex there, and that is faked (freebsd.md 1.2, 4.1); so
 * they take the queue as they find it, with its lock or without, and make its
 * sleepers ready to run, which nobody does any more.
 *
 * Not modelled: timeouts, other locks than mtx as interlocks, or none, and that
 * the kernel fakes sleeping while it boots (cold).
 *
 * Follows: freebsd.md 1.7; what it leaves open, the source of 9.3.
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

/* Wakes all who sleep on chan; *td is the calling thread. */
HIDDEN void sleep_wakeup(const void *chan, struct thread *td);

/* Wakes the first to have come of those who sleep on chan. */
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
