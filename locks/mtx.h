/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mtx: FreeBSD's sleep mutex of June 2012.  The fast path is one
 * compare-and-swap, inlined in the caller; the rest is out of line.
 *
 * The word is MTX_UNOWNED, or the owner's thread with two bits:
 *
 *   MTX_RECURSED   the owner holds it more than once.  Only the owner sets and
 *                  clears it.
 *   MTX_CONTESTED  a thread is blocked on the turnstile.  A waiter sets it,
 *                  holding the chain's lock; it goes with the owner's unlock.
 *
 *   UNOWNED          -> td                  acquire   mtx_lock
 *   td               -> UNOWNED             release   mtx_unlock
 *   td | bits        -> td | bits|RECURSED  relaxed   mtx_lock_hard, owner
 *   td | bits        -> td | bits|CONTESTED relaxed   mtx_lock_hard, waiter
 *   td | CONTESTED   -> UNOWNED             release   mtx_unlock_hard
 *
 * Waiters spin while the owner runs and block when it does not.  An unlock
 * wakes all of them and hands the lock to none, so a woken waiter may lose
 * again.
 *
 * Where the stopped state is tested: see stop.h.  A faked operation does not
 * write the word and does not count recursion.  The inlined paths never test at
 * place hard, so a free lock is really taken and given back after a panic.
 *
 * Follows: freebsd.md 1.2, 4.2.
 *
 * Left out: lockstat.  With KDTRACE_HOOKS, which GENERIC had, the inlines of
 * 9.3 read lockstat_probemap[] after each quick compare-and-swap: one global
 * load and one branch that falls through, on lock and on unlock;
 * lockstat_enabled of 2017 is a later form of it (freebsd.md 0.3, 4.8).  Also
 * left out are the out-of-line wrappers of modules and of kernels with
 * INVARIANTS, which tested before the compare-and-swap (freebsd.md 0.6).
 */
#ifndef LOCKS_MTX_H
#define LOCKS_MTX_H

#include "locks/stop.h"

#define MTX_RECURSED  ((uintptr_t)1)
#define MTX_CONTESTED ((uintptr_t)2)
#define MTX_UNOWNED   ((uintptr_t)4)
#define MTX_FLAGS     (MTX_RECURSED | MTX_CONTESTED | MTX_UNOWNED)

struct mtx {
	atomic_word word;
	unsigned recurse; /* acquisitions beyond the first; the owner's */
};

/* The rest of mtx_lock() and mtx_unlock(): not for other callers. */
HIDDEN void mtx_lock_hard(struct mtx *m, struct thread *td);
HIDDEN void mtx_unlock_hard(struct mtx *m, struct thread *td);

static inline void
mtx_init(struct mtx *m)
{
	m->recurse = 0;
	atomic_store_rlx(&m->word, MTX_UNOWNED);
}

/*
 * Acquires *m for *td, blocking if need be.  The owner may call it again, and
 * then needs as many unlocks.  *td sees what earlier owners wrote (acquire),
 * except when the acquisition was faked.
 */
static ALWAYS_INLINE void
mtx_lock(struct mtx *m, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return;
	if (unlikely(!atomic_cas_acq(&m->word, MTX_UNOWNED, (uintptr_t)td)))
		mtx_lock_hard(m, td);
}

/* Releases *m, which *td owns.  The next owner sees what *td wrote. */
static ALWAYS_INLINE void
mtx_unlock(struct mtx *m, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return;
	if (unlikely(!atomic_cas_rel(&m->word, (uintptr_t)td, MTX_UNOWNED)))
		mtx_unlock_hard(m, td);
}

/*
 * Acquires *m if that needs no waiting: *m is free, or *td owns it already.
 * Returns whether it did.  Acquire order on success.  Out of line and tested at
 * its entry, as in every era.  After a panic it returns true, whatever the word
 * is.
 */
HIDDEN bool mtx_trylock(struct mtx *m, struct thread *td);

/* True if *td owns *m: by the word, never faked. */
static ALWAYS_INLINE bool
mtx_owned(const struct mtx *m, const struct thread *td)
{
	return (atomic_load_rlx(&m->word) & ~MTX_FLAGS) == (uintptr_t)td;
}

#endif /* LOCKS_MTX_H */
