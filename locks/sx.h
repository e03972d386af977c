/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sx: FreeBSD's shared-exclusive lock of June 2012, which may be held over a
 * sleep.  Both ways of holding it, and of letting go, begin inlined.
 *
 * Bit 0 of the word says what the rest is: sharers and their count, or the
 * owner's thread.  The free lock is one with no sharers, SX_UNLOCKED.
 *
 *   SX_SHARED             the rest is a count, from bit 4 on
 *   SX_SHARED_WAITERS     threads that want to share sleep.  A waiter sets it,
 *                         and the thread that wakes them clears it, both under
 *                         the lock of the sleep queue's chain.  Never together
 *                         with SX_SHARED.
 *   SX_EXCLUSIVE_WAITERS  the same for threads that want it alone
 *   SX_RECURSED           the owner holds it more than once; the owner's bit
 *
 *   SHARED|n              -> SHARED|n+1            acquire   sx_rlock
 *   SHARED|n              -> SHARED|n-1            release   sx_runlock
 *   SHARED|1|EXCLUSIVE    -> UNLOCKED              release   sx_runlock_hard
 *   UNLOCKED              -> td                    acquire   sx_lock
 *   UNLOCKED|EXCLUSIVE    -> td|EXCLUSIVE          acquire   sx_lock_hard
 *   td|bits               -> td|bits|RECURSED      relaxed   sx_lock_hard
 *   SHARED|1|EXCLUSIVE    -> td|EXCLUSIVE          acquire   sx_tryupgrade
 *   td|waiters            -> SHARED|1|EXCLUSIVE    release   sx_downgrade
 *   td                    -> UNLOCKED              release   sx_unlock
 *   td|waiters            -> UNLOCKED|EXCLUSIVE    release   sx_unlock_hard
 *   any                   -> any|a waiters' bit    relaxed   a waiter
 *
 * (EXCLUSIVE stands for its waiters' bit, which stays as it was.)
 *
 * A sharer is let in whenever the lock is shared or free, past any number of
 * sleeping writers.  An owner wakes the threads that want to share, if any
 * sleep, and leaves the others marked; the last sharer wakes the threads that
 * want it alone.  All of a side are woken, and the lock is handed to none.  A
 * mark may outlive its sleepers, since they can be called away.
 *
 * Where the stopped state is tested: see stop.h.  A faked operation does not
 * write the word and does not count recursion; an interruptible one returns 0.
 * But the inlined sx_runlock at place hard takes one sharer from whatever the
 * word is.  It fails only if the word changed meanwhile, which it does not
 * after a panic.  So after a faked sx_rlock it takes 16 from the address of a
 * stopped owner, and after a faked sx_tryrlock from a count of 0.  That is
 * harmless, since no other thread runs and all that reads the word is faked;
 * but a dump shows it.
 *
 * Follows: freebsd.md 1.4, 4.5; what these leave open, the source of 9.3.  Of
 * 2017, r313454 is not modelled (freebsd.md 0.11).  Left out: lockstat and the
 * wrappers, as in mtx.h.
 */
#ifndef LOCKS_SX_H
#define LOCKS_SX_H

#include "locks/stop.h"

#define SX_SHARED            ((uintptr_t)1)
#define SX_SHARED_WAITERS    ((uintptr_t)2)
#define SX_EXCLUSIVE_WAITERS ((uintptr_t)4)
#define SX_RECURSED          ((uintptr_t)8)
#define SX_OWNER_FLAGS       (SX_SHARED_WAITERS | SX_EXCLUSIVE_WAITERS | SX_RECURSED)
#define SX_ONE_SHARER        ((uintptr_t)16)
#define SX_UNLOCKED          SX_SHARED

struct sx {
	atomic_word word;
	unsigned recurse; /* the owner's acquisitions beyond the first */
};

/*
 * The rest of the inlined operations: not for other callers.  Those that
 * acquire return 0, or -EINTR if is_sig lets them be called away and they were.
 */
HIDDEN int sx_lock_hard(struct sx *sx, struct thread *td, bool is_sig);
HIDDEN void sx_unlock_hard(struct sx *sx, struct thread *td);
HIDDEN int sx_rlock_hard(struct sx *sx, struct thread *td, bool is_sig);
HIDDEN void sx_runlock_hard(struct sx *sx, struct thread *td);

static inline void
sx_init(struct sx *sx)
{
	sx->recurse = 0;
	atomic_store_rlx(&sx->word, SX_UNLOCKED);
}

static ALWAYS_INLINE int
sx_lock_how(struct sx *sx, struct thread *td, bool is_sig)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return 0;
	if (unlikely(!atomic_cas_acq(&sx->word, SX_UNLOCKED, (uintptr_t)td)))
		return sx_lock_hard(sx, td, is_sig);
	return 0;
}

/*
 * Acquires *sx for *td alone, sleeping if need be.  The owner may call it
 * again, and then needs as many unlocks; a sharer may not.  *td sees what
 * earlier holders wrote (acquire), except when the acquisition was faked.
 */
static ALWAYS_INLINE void
sx_lock(struct sx *sx, struct thread *td)
{
	sx_lock_how(sx, td, false);
}

/*
 * The same, but the sleep ends when sleepq_abort() calls *td away: returns 0 if
 * *td owns *sx, or if that was faked, and -EINTR if it does not.
 */
static ALWAYS_INLINE int
sx_lock_sig(struct sx *sx, struct thread *td)
{
	return sx_lock_how(sx, td, true);
}

/* Releases *sx, which *td owns.  The next holder sees what *td wrote. */
static ALWAYS_INLINE void
sx_unlock(struct sx *sx, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return;
	if (unlikely(!atomic_cas_rel(&sx->word, (uintptr_t)td, SX_UNLOCKED)))
		sx_unlock_hard(sx, td);
}

static ALWAYS_INLINE int
sx_rlock_how(struct sx *sx, struct thread *td, bool is_sig)
{
	uintptr_t word;

	if (stopped_at(td, STOP_PLACE_entry))
		return 0;
	word = atomic_load_rlx(&sx->word);
	if (unlikely((word & SX_SHARED) == 0 ||
	        !atomic_cas_acq(&sx->word, word, word + SX_ONE_SHARER)))
		return sx_rlock_hard(sx, td, is_sig);
	return 0;
}

/*
 * Acquires *sx for *td to share, sleeping if need be.  *td may share it
 * already, but must not own it.  *td sees what earlier owners wrote (acquire),
 * except when the acquisition was faked.
 */
static ALWAYS_INLINE void
sx_rlock(struct sx *sx, struct thread *td)
{
	sx_rlock_how(sx, td, false);
}

/* The same, interruptible: see sx_lock_sig(). */
static ALWAYS_INLINE int
sx_rlock_sig(struct sx *sx, struct thread *td)
{
	return sx_rlock_how(sx, td, true);
}

/* Releases *sx, which *td shares.  Its reads come before the next owner's. */
static ALWAYS_INLINE void
sx_runlock(struct sx *sx, struct thread *td)
{
	uintptr_t word;

	if (stopped_at(td, STOP_PLACE_entry))
		return;
	word = atomic_load_rlx(&sx->word);
	if (unlikely(
	        word == (SX_SHARED | SX_ONE_SHARER | SX_EXCLUSIVE_WAITERS) ||
	        !atomic_cas_rel(&sx->word, word, word - SX_ONE_SHARER)))
		sx_runlock_hard(sx, td);
}

/*
 * Acquires *sx for *td alone if that needs no waiting: *sx is free and
 * unmarked, or *td owns it already.  Returns whether it did.  Acquire order on
 * success.  After a panic it returns true, whatever the word is.
 */
HIDDEN bool sx_trylock(struct sx *sx, struct thread *td);

/*
 * Acquires *sx for *td to share unless a thread owns it.  Returns whether it
 * did, with acquire order.  After a panic it returns true.
 */
HIDDEN bool sx_tryrlock(struct sx *sx, struct thread *td);

/*
 * Makes *td, which shares *sx once, its owner, if no other thread shares it.
 * No thread owns it in between.  Returns whether it did; if not, *td still
 * shares.  It tries once, as in 2012, so it also fails when a writer marks the
 * word meanwhile.  After a panic it returns true.
 */
HIDDEN bool sx_tryupgrade(struct sx *sx, struct thread *td);

/*
 * Makes *td, which owns *sx and has not recursed, a sharer.  No thread owns it
 * in between.  Wakes the threads that want to share.
 */
HIDDEN void sx_downgrade(struct sx *sx, struct thread *td);

/* True if *td owns *sx: by the word, never faked. */
static ALWAYS_INLINE bool
sx_owned(const struct sx *sx, const struct thread *td)
{
	return (atomic_load_rlx(&sx->word) & ~SX_OWNER_FLAGS) == (uintptr_t)td;
}

#endif /* LOCKS_SX_H */
