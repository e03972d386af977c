/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spin: FreeBSD's spin mutex of June 2012, without its section.  The owner
 * enters a spin section, then takes the word with one compare-and-swap.
 * Recursion is counted inline; waiting is out of line.
 *
 * The word is SPIN_UNOWNED or the owner's thread; it has no flags.
 *
 *   UNOWNED -> td       acquire   spin_lock
 *   td      -> UNOWNED  release   spin_unlock: a plain store
 *
 * Where the stopped state is tested: see stop.h.  A faked acquisition at place
 * hard keeps the caller's spin section, so that enter and exit stay balanced.
 * The unlock at place hard has no test at all: it really stores UNOWNED, over
 * another owner's word if the acquisition was faked.  That is harmless, since
 * no other thread runs (freebsd.md 1.2).  At place entry both return first.
 *
 * Follows: freebsd.md 1.2, 4.3.
 *
 * Left out: what makes the kernel's section.  spinlock_enter and spinlock_exit
 * are calls: they load curthread, save and restore the flags register, mask
 * interrupts and count.  An uncontended pair took 13 to 14 ns with all of that
 * but the mask, and 3.0 to 3.4 ns as modelled here (freebsd.md 0.9).  So a
 * check is four times as large a share of a pair here as in the kernel.
 */
#ifndef LOCKS_SPIN_H
#define LOCKS_SPIN_H

#include "locks/stop.h"

#define SPIN_UNOWNED ((uintptr_t)4)

struct spin {
	atomic_word word;
	unsigned recurse; /* acquisitions beyond the first; the owner's */
};

/* The rest of spin_lock(): not for other callers. */
HIDDEN void spin_lock_hard(struct spin *s, struct thread *td);

static inline void
spin_init(struct spin *s)
{
	s->recurse = 0;
	atomic_store_rlx(&s->word, SPIN_UNOWNED);
}

/* True if *td owns *s: by the word, never faked. */
static ALWAYS_INLINE bool
spin_owned(const struct spin *s, const struct thread *td)
{
	return atomic_load_rlx(&s->word) == (uintptr_t)td;
}

/*
 * Acquires *s for *td, spinning if need be.  The owner may call it again, and
 * then needs as many unlocks.  *td is in a spin section afterwards.  *td sees
 * what earlier owners wrote (acquire), except when the acquisition was faked.
 */
static ALWAYS_INLINE void
spin_lock(struct spin *s, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return;
	thread_spin_enter(td);
	if (unlikely(!atomic_cas_acq(&s->word, SPIN_UNOWNED, (uintptr_t)td))) {
		if (spin_owned(s, td))
			s->recurse++;
		else
			spin_lock_hard(s, td);
	}
}

/* All of spin_unlock() but the test: for locks made of this one. */
static ALWAYS_INLINE void
spin_release(struct spin *s, struct thread *td)
{
	/* The hint is ours: without it gcc turns a caller's loop inside out. */
	if (likely(s->recurse == 0))
		atomic_store_rel(&s->word, SPIN_UNOWNED);
	else
		s->recurse--;
	thread_spin_exit(td);
}

/* Releases *s, which *td owns.  The next owner sees what *td wrote. */
static ALWAYS_INLINE void
spin_unlock(struct spin *s, struct thread *td)
{
	if (!stopped_at(td, STOP_PLACE_entry))
		spin_release(s, td);
}

/*
 * Acquires *s if it is free and returns whether it did; does not recurse.  *td
 * is in a spin section afterwards if it returns true.  Out of line and tested
 * before the compare-and-swap, as from 10.4 on.  Faked, it returns true, with
 * the section entered where spin_unlock() will leave it (place hard), and
 * without where that returns first (place entry).  FreeBSD's never entered, and
 * its inlined unlock then left one section too many; the balance is what
 * thread_lock was given in 10.4 (freebsd.md 1.2).
 */
HIDDEN bool spin_trylock(struct spin *s, struct thread *td);

#endif /* LOCKS_SPIN_H */
