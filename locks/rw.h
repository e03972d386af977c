/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rw: FreeBSD's reader-writer lock of June 2012.  Writing is one inlined
 * compare-and-swap; reading is out of line from its first instruction.
 *
 * Bit 0 of the word says what the rest is: readers and their count, or the
 * writer's thread.  The free lock is one with no readers, RW_UNLOCKED.
 *
 *   RW_READ           the rest is a count, from bit 4 on
 *   RW_READ_WAITERS   readers are blocked.  Set by a waiter, cleared by who
 *                     wakes them, both under the turnstile chain's lock.
 *   RW_WRITE_WAITERS  the same of writers; it also keeps new readers out
 *   RW_WRITE_SPINNER  a writer spins on the readers.  Set by it, cleared by the
 *                     last reader to leave; it also keeps new readers out.
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
 * A reader is let in while no writer waits or spins, and past those if its
 * thread holds some rw for reading already: it could be the one they wait for.
 * Whoever frees the lock wakes all writers if there are any and leaves the
 * readers marked, else all readers.  Nothing is handed to them: a woken waiter
 * may lose again.  The writer's recursion is counted beside the word, which has
 * no bit for it.
 *
 * Where the stopped state is tested: writing as stop.h says; rw_rlock and
 * rw_runlock at their entry in either place, since in 2012 they had no other
 * (freebsd.md 1.3; they got a hard part in 2017).  A faked operation does not
 * write the word and counts neither readers nor recursion.  But the inlined
 * rw_unlock at place hard looks at the recursion before it knows whose lock it
 * is: after a faked rw_lock it takes back one recursion of a stopped owner that
 * had any.
 *
 * Follows: freebsd.md 1.3, 4.4; what it leaves open, the source of 9.3.
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
 * Acquires *rw for *td to write, blocking if need be; may be called by the
 * writer, and then wants as many unlocks, but not by a reader.  What earlier
 * holders wrote is seen (acquire), except when the acquisition was faked.
 */
static ALWAYS_INLINE void
rw_lock(struct rw *rw, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return;
	if (unlikely(!atomic_cas_acq(&rw->word, RW_UNLOCKED, (uintptr_t)td)))
		rw_lock_hard(rw, td);
}

/* Releases *rw, which *td writes; what was written is seen by the next. */
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
 * Acquires *rw for *td to write if that needs no waiting (free and unmarked, or
 * written by *td already); returns whether it did.  Acquire order on success.
 * After a panic it says true whatever the word says.
 */
HIDDEN bool rw_trylock(struct rw *rw, struct thread *td);

/*
 * Acquires *rw for *td to read, blocking if need be; *td may read it already,
 * but must not write it.  What earlier writers wrote is seen (acquire), except
 * when the acquisition was faked.
 */
HIDDEN void rw_rlock(struct rw *rw, struct thread *td);

/* Releases *rw, which *td reads; its reads come before the next writer. */
HIDDEN void rw_runlock(struct rw *rw, struct thread *td);

/*
 * Acquires *rw for *td to read unless it is being written: waiting writers do
 * not keep a try out.  Returns whether it did, with acquire order; after a
 * panic, true.
 */
HIDDEN bool rw_tryrlock(struct rw *rw, struct thread *td);

/*
 * Makes *td, which reads *rw, its writer if it is the only reader, and a reader
 * once; nobody writes between.  Returns whether it did; if not, *td still
 * reads.  After a panic it says true.
 */
HIDDEN bool rw_tryupgrade(struct rw *rw, struct thread *td);

/*
 * Makes *td, which writes *rw and has not recursed, a reader; nobody writes
 * between.  Readers are woken unless writers wait.
 */
HIDDEN void rw_downgrade(struct rw *rw, struct thread *td);

/* True if *td writes *rw: by the word, never faked. */
static ALWAYS_INLINE bool
rw_owned(const struct rw *rw, const struct thread *td)
{
	return (atomic_load_rlx(&rw->word) & ~RW_WAITERS) == (uintptr_t)td;
}

#endif /* LOCKS_RW_H */
