/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tdlock: FreeBSD's thread lock of June 2012.  The spin lock of the queue that
 * a thread is on guards the thread.  So the lock is a pointer, td_lock, to the
 * spin lock in force, which changes while others wait.
 *
 *   in_force: s -> to   release   tdlock_set, by the owner of *s and *to
 *
 * The pointer can only be read before the lock that guards it is taken.  So it
 * is read twice: load it, take the lock that it names, look again.  If it still
 * names that lock, it stays so.  If not, the lock is given back, and the next
 * is tried.  A waiter looks at the pointer in every round: the lock that it
 * waits for may guard another thread for good.
 *
 * The words of the spin locks are spin's: see spin.h.  So is recursion.
 *
 * Where the stopped state is tested: thread_lock was never inlined, and tested
 * at its entry, before the compare-and-swap.  So at either place a free lock is
 * faked as well, and the acquisition has no other test.  It returned outside of
 * a spin section, while the unlock, which is spin's, has no test at place hard
 * and leaves one.  After a panic such a pair ends a section of the caller's: in
 * a kernel, interrupts were on again while it dumped.  The model does as June
 * 2012 did; from 10.4 and 11.0 on the section was entered (freebsd.md 1.2).  At
 * place entry both return first.
 *
 * Follows: freebsd.md 1.2, 4.3.  Left out: blocked_lock, to which the pointer
 * goes while a thread is between two queues; and what makes the kernel's spin
 * section, as in spin.h.
 */
#ifndef LOCKS_TDLOCK_H
#define LOCKS_TDLOCK_H

#include "locks/spin.h"

struct tdlock {
	struct spin own; /* where it points at first: a run queue's, say */
	/* Not in a lock's line: as often read, and seldom written. */
	_Alignas(LINE_BYTES) atomic_word in_force;
};

/* All of tdlock_lock() but the test: not for other callers. */
HIDDEN void tdlock_lock_hard(struct tdlock *tl, struct thread *td);

static inline void
tdlock_init(struct tdlock *tl)
{
	spin_init(&tl->own);
	atomic_store_rlx(&tl->in_force, (uintptr_t)&tl->own);
}

/*
 * Returns the lock in force, which may be another by now, unless the caller
 * owns it.  Relaxed: what it points to is read through it, and so after
 * tdlock_set() released it; all else is ordered by the lock that is taken.
 */
static ALWAYS_INLINE struct spin *
tdlock_in_force(const struct tdlock *tl)
{
	return (struct spin *)atomic_load_rlx(&tl->in_force);
}

/* True if *td owns *tl: by the word of the lock in force, never faked. */
static ALWAYS_INLINE bool
tdlock_owned(const struct tdlock *tl, const struct thread *td)
{
	return spin_owned(tdlock_in_force(tl), td);
}

/*
 * Acquires *tl for *td: the lock in force, spinning if need be; may be called
 * by the owner of that, and then wants as many unlocks.  *td is in a spin
 * section afterwards.  What earlier owners wrote is seen, under whichever lock;
 * neither holds when the acquisition was faked.
 */
static ALWAYS_INLINE void
tdlock_lock(struct tdlock *tl, struct thread *td)
{
	if (!stopped_at(td, STOP_PLACE_entry))
		tdlock_lock_hard(tl, td);
}

/* Releases *tl, which *td owns: the lock in force. */
static ALWAYS_INLINE void
tdlock_unlock(struct tdlock *tl, struct thread *td)
{
	spin_unlock(tdlock_in_force(tl), td);
}

/*
 * Acquires *tl if that needs no waiting (free, or owned by *td already) and
 * returns whether it did; false also if the pointer changed meanwhile.  *td is
 * in a spin section afterwards if it returns true, unless it was faked.
 * FreeBSD has none: it is for code that asks every lock the same.
 */
HIDDEN bool tdlock_trylock(struct tdlock *tl, struct thread *td);

/*
 * Puts *to in force and gives the old lock back.  *td must own *tl and *to, and
 * owns *tl afterwards, through *to; its spin sections are one less, since it
 * has one lock less.  A waiter for *tl goes on to *to.
 */
HIDDEN void tdlock_set(struct tdlock *tl, struct spin *to, struct thread *td);

#endif /* LOCKS_TDLOCK_H */
