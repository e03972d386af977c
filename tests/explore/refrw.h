/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * refrw: the smallest reader-writer lock that keeps the rules, to prove the cases
 * of shared.c and panic_shared.c by, and by its broken copies.  Nobody measures
 * it, and it only spins.
 *
 * The word is 0, the writer's thread, or REFRW_READ with a count from bit 1 on.
 *
 *   0        -> td          acquire  lock, trylock
 *   0        -> READ|1      acquire  rlock, tryrlock
 *   READ|n   -> READ|n+1    acquire  the same
 *   READ|n   -> READ|n-1    release  runlock, n > 1
 *   READ|1   -> 0           release  runlock
 *   READ|1   -> td          acquire  tryupgrade
 *   td       -> READ|1      release  downgrade
 *   td       -> 0           release  unlock
 *
 * The writer's recursion is counted beside the word.
 */
#ifndef TESTS_EXPLORE_REFRW_H
#define TESTS_EXPLORE_REFRW_H

#include "locks/stop.h"

#define REFRW_READ ((uintptr_t)1)
#define REFRW_ONE  ((uintptr_t)2)

struct refrw {
	atomic_word word;
	unsigned recurse; /* the writer's acquisitions beyond the first */
};

static inline void
refrw_init(struct refrw *l)
{
	l->recurse = 0;
	atomic_store_rlx(&l->word, 0);
}

/* True if *td writes *l. */
static inline bool
refrw_owned(const struct refrw *l, const struct thread *td)
{
	return atomic_load_rlx(&l->word) == (uintptr_t)td;
}

static inline bool
refrw_take(struct refrw *l, struct thread *td)
{
	if (atomic_cas_acq(&l->word, 0, (uintptr_t)td))
		return true;
	if (!refrw_owned(l, td))
		return false;
	l->recurse++;
	return true;
}

static inline bool
refrw_trylock(struct refrw *l, struct thread *td)
{
	return stopped(td) || refrw_take(l, td);
}

static inline void
refrw_lock(struct refrw *l, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry) ||
	    atomic_cas_acq(&l->word, 0, (uintptr_t)td) ||
	    stopped_at(td, STOP_PLACE_hard))
		return;
	while (!refrw_take(l, td))
		spin_wait();
}

static inline void
refrw_unlock(struct refrw *l, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry) ||
	    (stopped_at(td, STOP_PLACE_hard) && !refrw_owned(l, td)))
		return;
	if (l->recurse != 0)
		l->recurse--;
	else
		atomic_store_rel(&l->word, 0);
}

static inline bool
refrw_read(struct refrw *l)
{
	const uintptr_t word = atomic_load_rlx(&l->word);
	const bool is_read = (word & REFRW_READ) != 0;

	if (word != 0 && !is_read)
		return false;
	return atomic_cas_acq(&l->word, word, (word | REFRW_READ) + REFRW_ONE);
}

static inline bool
refrw_tryrlock(struct refrw *l, struct thread *td)
{
	return stopped(td) || refrw_read(l);
}

static inline void
refrw_rlock(struct refrw *l, struct thread *td)
{
	while (!refrw_tryrlock(l, td))
		spin_wait();
}

static inline void
refrw_runlock(struct refrw *l, struct thread *td)
{
	uintptr_t word;
	uintptr_t left;

	if (stopped(td))
		return;
	do {
		word = atomic_load_rlx(&l->word);
		left = word - REFRW_ONE;
	} while (
	    !atomic_cas_rel(&l->word, word, left == REFRW_READ ? 0 : left));
}

static inline bool
refrw_tryupgrade(struct refrw *l, struct thread *td)
{
	return stopped(td) ||
	    atomic_cas_acq(&l->word, REFRW_READ + REFRW_ONE, (uintptr_t)td);
}

static inline void
refrw_downgrade(struct refrw *l, struct thread *td)
{
	if (!stopped(td))
		atomic_store_rel(&l->word, REFRW_READ + REFRW_ONE);
}

#endif /* TESTS_EXPLORE_REFRW_H */
