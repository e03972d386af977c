/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lk: FreeBSD's lockmgr as 10.4 has it: one function for every operation,
 * shared and exclusive, which sleeps and never spins (ADAPTIVE_LOCKMGRS was an
 * option, and off).
 *
 * 2012's let a sharer pass waiting writers, tried LK_TRYUPGRADE once, and let
 * LK_DRAIN wait until a woken thread had had the lock (freebsd.md 0.2).
 *
 * The word is a number of sharers over LK_SHARE, or the exclusive owner's
 * thread; two bits say which sides sleep.  Free is LK_SHARE without sharers.
 *
 *   LK_SHARED_WAITERS     set by a waiter for a share under the chain lock
 *   LK_EXCLUSIVE_WAITERS  the same for one that wants it alone
 *
 *   SHARE | n | w      -> SHARE | n + 1 | w  acquire  LK_SHARED
 *   SHARE | 0 | w      -> td | w             acquire  LK_EXCLUSIVE
 *   SHARE | 1 | w      -> td | w             acquire  LK_UPGRADE, LK_TRYUPGRADE
 *   td | w             -> SHARE | 1 | w      release  LK_DOWNGRADE
 *   SHARE | n + 1 | w  -> SHARE | n | w      release  LK_RELEASE, n > 0
 *   SHARE | 1, td      -> SHARE | 0          release  LK_RELEASE, none waits
 *   SHARE | 1 | w, td | w  -> SHARE | 0 | w' release  LK_RELEASE, chain lock:
 *                      exclusive waiters are woken, all, and w' are the shared
 *                      ones; without any, these are woken and w' is none
 *   SHARE | 0 | w      -> SHARE | 0 | w'     relaxed  LK_DRAIN, chain lock:
 *                      woken as above, so that none is left waiting
 *   SHARE | 0          -> td                 acquire  LK_DRAIN
 *
 * A thread that holds shared locks of this kind already is not kept back by
 * exclusive waiters: two such threads could wait for each other.
 *
 * The test is "panicked", not "stopped" (stop.h), as until mid-2024; since then
 * lockmgr asks whether the world has stopped (freebsd.md 0.13).  It stands
 * before everything else, gives the interlock back and returns 0.  So lk has
 * only the place entry.  Queries of the owner are not faked.
 *
 * Follows: freebsd.md 1.6, 4.7.  Left out: disowned locks.
 */
#ifndef LOCKS_LK_H
#define LOCKS_LK_H

#include "locks/mtx.h"
#include "locks/stop.h"

#define LK_SHARE             ((uintptr_t)1)
#define LK_SHARED_WAITERS    ((uintptr_t)2)
#define LK_EXCLUSIVE_WAITERS ((uintptr_t)4)
#define LK_WAITERS           (LK_SHARED_WAITERS | LK_EXCLUSIVE_WAITERS)
#define LK_ONE_SHARER        ((uintptr_t)16)
#define LK_UNLOCKED          LK_SHARE

/* Operations: one of them. */
#define LK_SHARED     1u
#define LK_EXCLUSIVE  2u
#define LK_UPGRADE    3u
#define LK_TRYUPGRADE 4u
#define LK_DOWNGRADE  5u
#define LK_RELEASE    6u
#define LK_DRAIN      7u
#define LK_OPERATION  15u

/* And any of these. */
#define LK_NOWAIT     16u /* rather fail than sleep */
#define LK_CANRECURSE 32u /* the exclusive owner may lock again */

struct lk {
	atomic_word word;
	unsigned recurse; /* acquisitions beyond the first; the owner's */
};

static inline void
lk_init(struct lk *lk)
{
	lk->recurse = 0;
	atomic_store_rlx(&lk->word, LK_UNLOCKED);
}

/*
 * Does the operation that `flags` name to *lk for *td.  Keeps *interlock, which
 * *td owns unless it is NULL, until the operation is done or goes to sleep, and
 * gives it back in any case.  Returns 0; -EBUSY where LK_NOWAIT or
 * LK_TRYUPGRADE would have to sleep; -EDEADLK when the exclusive owner asks for
 * a share; or -EINVAL when `flags` name no operation.  LK_UPGRADE, when there
 * are other sharers, gives the share back and then waits to be alone.  What was
 * read under the share may have changed by then; with LK_NOWAIT, *td may then
 * hold nothing.  Acquires and releases as the word's transitions say, except
 * when it was faked.
 */
HIDDEN int lk_op(
    struct lk *lk, unsigned flags, struct mtx *interlock, struct thread *td);

/* The verbs that all locks share. */
static ALWAYS_INLINE void
lk_lock(struct lk *lk, struct thread *td)
{
	lk_op(lk, LK_EXCLUSIVE | LK_CANRECURSE, NULL, td);
}

static ALWAYS_INLINE void
lk_unlock(struct lk *lk, struct thread *td)
{
	lk_op(lk, LK_RELEASE, NULL, td);
}

static ALWAYS_INLINE bool
lk_trylock(struct lk *lk, struct thread *td)
{
	return lk_op(lk, LK_EXCLUSIVE | LK_CANRECURSE | LK_NOWAIT, NULL, td) ==
	    0;
}

static ALWAYS_INLINE void
lk_rlock(struct lk *lk, struct thread *td)
{
	lk_op(lk, LK_SHARED, NULL, td);
}

static ALWAYS_INLINE void
lk_runlock(struct lk *lk, struct thread *td)
{
	lk_op(lk, LK_RELEASE, NULL, td);
}

static ALWAYS_INLINE bool
lk_tryrlock(struct lk *lk, struct thread *td)
{
	return lk_op(lk, LK_SHARED | LK_NOWAIT, NULL, td) == 0;
}

static ALWAYS_INLINE bool
lk_tryupgrade(struct lk *lk, struct thread *td)
{
	return lk_op(lk, LK_TRYUPGRADE, NULL, td) == 0;
}

static ALWAYS_INLINE void
lk_downgrade(struct lk *lk, struct thread *td)
{
	lk_op(lk, LK_DOWNGRADE, NULL, td);
}

/* True if *td owns *lk alone: by the word, never faked. */
static ALWAYS_INLINE bool
lk_owned(const struct lk *lk, const struct thread *td)
{
	return (atomic_load_rlx(&lk->word) & ~LK_WAITERS) == (uintptr_t)td;
}

#endif /* LOCKS_LK_H */
