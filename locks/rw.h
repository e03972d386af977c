/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rw: FreeBSD's reader-writer lock of June 2012.  Writing is one inlined
 * compare-and-swap; reading is out of line from its first instruction.
 *
 * Bit 0 of the word says what the rest is: readers and their count, or the
 * writer's thread.  The free lock is one with no readers, RW_UNLOCKED.
 *
 *   RW_READ           the rest is a count, from bit 4 on
 *   RW_READ_WAITERS   readers are blocked.  A waiter sets it, and the thread
 *                     that wakes them clears it, both under the lock of the
 *                     turnstile's chain.
 *   RW_WRITE_WAITERS  the same for writers; it also keeps new readers out
 *   RW_WRITE_SPINNER  a writer spins on the readers.  That writer sets it, and
 *                     the last reader to leave clears it; it also keeps new
 *                     readers out.
 *
 *   READ|n           -> READ|n+1            acquire   rw_rlock, rw_tryrlock
 *   READ|n           -> READ|n-1            release   rw_runlock, n > 1
 *   READ|1|SPINNER   -> UNLOCKED            release   rw_runlock, the last
 *   READ|1|bits      -> UNLOCKED|rest       release   the same, with waiters
 *   READ|n           -> READ|n|SPINNER      relaxed   rw_lock_hard, spinning
 *   UNLOCKED         -> td                  acquire   rw_lock
 *   UNLOCKED|waiters -> td|waiters          acquire   rw_lock_hard
 *   READ|1|bits      -> td|waiters          acquire   rw_tryupgrade
 *   td|waiters       -> READ|1|rest         release   rw_downgrade
 *   td               -> UNLOCKED            release   rw_unlock
 *   td|waiters       -> UNLOCKED|rest       release   rw_unlock_hard
 *   any              -> any|a waiters' bit  relaxed   a waiter
 *
 * A reader is let in while no writer waits or spins.  It is let in past those
 * if its thread reads some rw already: the writers could be waiting for it.
 * The thread that frees the lock wakes all writers, if there are any, and
 * leaves the readers marked; else it wakes all readers.  It hands the lock to
 * none: a woken waiter may lose again.  The writer's recursion is counted
 * beside the word, which has no bit for it.
 *
 * Where the stopped state is tested: for writing, see stop.h.  rw_rlock and
 * rw_runlock test at their entry in either place, since in 2012 they had no
 * other (freebsd.md 1.3).  In 2017 r313454 gave them a hard part, and tested
 * there: reads try first.  That later form is not modelled (freebsd.md 0.11).
 * A faked operation does not write the word, and counts neither readers nor
 * recursion.  But the inlined rw_unlock at place hard looks at the recursion
 * before it knows whose lock it is: after a faked rw_lock it takes back one
 * recursion of a stopped owner that had any.
 *
 * Follows: freebsd.md 1.3, 4.4; what these leave open, the source of 9.3.
 * Left out: lockstat and the wrappers, as in mtx.h.
 */
#ifndef LOCKS_RW_H
#define LOCKS_RW_H

#include "locks/stop.h"

#define RW_READ          ((uintptr_t)1)
#define RW_READ_WAITERS  ((uintptr_t)2)
#define RW_WRITE_WAITERS ((uintptr_t)4)
#define RW_WRITE_SPINNER ((uintptr_t)8)
#define RW_WAITERS       (RW_READ_WAITERS | RW_WRITE_WAITERS)
#define RW_FLAGS         (RW_READ | RW_WAITERS | RW_WRITE_SPINNER)
#define RW_ONE_READER    ((uintptr_t)16)
#define RW_UNLOCKED      RW_READ

struct rw {
	atomic_word word;
	unsigned recurse; /* the writer's acquisitions beyond the first */
};

/* How many threads read, by a word that was seen. */
static inline uintptr_t
rw_readers(uintptr_t word)
{
	return (word & RW_READ) == 0 ? 0 : word / RW_ONE_READER;
}

/* The rest of rw_lock() and rw_unlock(): not for other callers. */
HIDDEN void rw_lock_hard(struct rw *rw, struct thread *td);
HIDDEN void rw_unlock_hard(struct rw *rw, struct thread *td);

static inline void
rw_init(struct rw *rw)
{
	rw->recurse = 0;
	atomic_store_rlx(&rw->word, RW_UNLOCKED);
}

/*
 * Acquires *rw for *td to write, blocking if need be.  The writer may call it
 * again, and then needs as many unlocks; a reader may not.  *td sees what
 * earlier holders wrote (acquire), except when the acquisition was faked.
 */
static ALWAYS_INLINE void
rw_lock(struct rw *rw, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return;
	if (unlikely(!atomic_cas_acq(&rw->word, RW_UNLOCKED, (uintptr_t)td)))
		rw_lock_hard(rw, td);
}

/* Releases *rw, which *td writes.  The next holder sees what *td wrote. */
static ALWAYS_INLINE void
rw_unlock(struct rw *rw, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return;
	/* The hint is ours, as in spin_unlock(). */
	if (unlikely(rw->recurse != 0))
		rw->recurse--;
	else if (unlikely(
	             !atomic_cas_rel(&rw->word, (uintptr_t)td, RW_UNLOCKED)))
		rw_unlock_hard(rw, td);
}

/*
 * Acquires *rw for *td to write if that needs no waiting: *rw is free and
 * unmarked, or *td writes it already.  Returns whether it did.  Acquire order
 * on success.  After a panic it returns true, whatever the word is.
 */
HIDDEN bool rw_trylock(struct rw *rw, struct thread *td);

/*
 * Acquires *rw for *td to read, blocking if need be.  *td may read it already,
 * but must not write it.  *td sees what earlier writers wrote (acquire), except
 * when the acquisition was faked.
 */
HIDDEN void rw_rlock(struct rw *rw, struct thread *td);

/* Releases *rw, which *td reads.  Its reads come before the next writer's. */
HIDDEN void rw_runlock(struct rw *rw, struct thread *td);

/*
 * Acquires *rw for *td to read unless a thread writes it: waiting writers do
 * not keep a try out.  Returns whether it did, with acquire order.  After a
 * panic it returns true.
 */
HIDDEN bool rw_tryrlock(struct rw *rw, struct thread *td);

/*
 * Makes *td, which reads *rw once, its writer, if *td is the only reader.  No
 * thread writes in between.  Returns whether it did; if not, *td still reads.
 * After a panic it returns true.
 */
HIDDEN bool rw_tryupgrade(struct rw *rw, struct thread *td);

/*
 * Makes *td, which writes *rw and has not recursed, a reader.  No thread writes
 * in between.  Wakes the readers unless writers wait.
 */
HIDDEN void rw_downgrade(struct rw *rw, struct thread *td);

/* True if *td writes *rw: by the word, never faked. */
static ALWAYS_INLINE bool
rw_owned(const struct rw *rw, const struct thread *td)
{
	return (atomic_load_rlx(&rw->word) & ~RW_WAITERS) == (uintptr_t)td;
}

#endif /* LOCKS_RW_H */
