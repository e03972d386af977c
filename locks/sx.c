/* SPDX-License-Identifier: BSD-2-Clause */
/* The hard paths of sx. */
#include "locks/sx.h"

#include "locks/adaptive.h"
#include "locks/sleepq.h"

#include <assert.h>

static uintptr_t
sharers(uintptr_t word)
{
	return (word & SX_SHARED) == 0 ? 0 : word / SX_ONE_SHARER;
}

static bool
owner_runs(uintptr_t word)
{
	return (word & SX_SHARED) == 0 && adaptive_runs(word, SX_OWNER_FLAGS);
}

static void
recurse(struct sx *sx)
{
	sx->recurse++;
	atomic_set_rlx(&sx->word, SX_RECURSED);
}

/* One more sharer, unless the lock is owned. */
static bool
share(struct sx *sx)
{
	uintptr_t word;

	do {
		word = atomic_load_rlx(&sx->word);
		if ((word & SX_SHARED) == 0)
			return false;
	} while (!atomic_cas_acq(&sx->word, word, word + SX_ONE_SHARER));
	return true;
}

static int
sleep_on(struct waitq *sq, struct sx *sx, enum waitq_side side,
    struct thread *td, bool is_sig)
{
	if (is_sig)
		return waitq_wait_sig(sq, sx, side, td);
	waitq_wait(sq, sx, side, td);
	return 0;
}

/* Sleeps, unless the word under the chain lock says otherwise. */
static int
sleep_to_share(struct sx *sx, struct thread *td, bool is_sig)
{
	struct waitq *sq = sleepq_lock(sx);
	const uintptr_t word = atomic_load_rlx(&sx->word);

	if ((word & SX_SHARED) != 0 || owner_runs(word) ||
	    !waitq_mark(&sx->word, word, SX_SHARED_WAITERS)) {
		waitq_unlock(sq);
		return 0;
	}
	return sleep_on(sq, sx, WAITQ_SHARED, td, is_sig);
}

HARD_PATH int
sx_rlock_hard(struct sx *sx, struct thread *td, bool is_sig)
{
	struct delay delay;
	int err = 0;

	if (stopped_at(td, STOP_PLACE_hard))
		return 0;
	thread_count_hard(td);
	delay_init(&delay);
	while (err == 0 && !share(sx)) {
		const uintptr_t word = atomic_load_rlx(&sx->word);

		if ((word & SX_SHARED) == 0 &&
		    !adaptive_spin(&sx->word, word, SX_OWNER_FLAGS, &delay))
			err = sleep_to_share(sx, td, is_sig);
	}
	return err;
}

/* Tries to be one sharer less; false if the word changed meanwhile. */
static bool
leave(struct sx *sx)
{
	const uintptr_t word = atomic_load_rlx(&sx->word);
	struct waitq *sq;

	if (sharers(word) > 1 || (word & SX_EXCLUSIVE_WAITERS) == 0)
		return atomic_cas_rel(&sx->word, word, word - SX_ONE_SHARER);
	sq = sleepq_lock(sx);
	if (!atomic_cas_rel(&sx->word, word, SX_UNLOCKED)) {
		waitq_unlock(sq);
		return false;
	}
	waitq_broadcast(sq, sx, WAITQ_EXCLUSIVE);
	return true;
}

HARD_PATH void
sx_runlock_hard(struct sx *sx, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_hard))
		return;
	assert(sharers(atomic_load_rlx(&sx->word)) > 0);
	while (!leave(sx))
		;
}

HARD_PATH bool
sx_tryrlock(struct sx *sx, struct thread *td)
{
	if (stopped(td))
		return true;
	return share(sx);
}

/*
 * Spins on an owner that runs, or on sharers.  Returns false if that does not
 * pay, or did not.
 */
static bool
spin_to_own(const struct sx *sx, struct delay *delay, unsigned *tries)
{
	uintptr_t word = atomic_load_rlx(&sx->word);

	if ((word & SX_SHARED) == 0)
		return adaptive_spin(&sx->word, word, SX_OWNER_FLAGS, delay);
	if (sharers(word) == 0 || *tries == ADAPTIVE_TRIES)
		return false;
	++*tries;
	for (unsigned i = 0; i < adaptive_loops();) {
		word = atomic_load_rlx(&sx->word);
		if (sharers(word) == 0)
			return true;
		i += delay_wait_readers(sharers(word));
	}
	return false;
}

/*
 * Sleeps, unless the word under the chain lock says otherwise.  Returns true
 * when the acquisition is over: the lock was free but for its waiters, who
 * stay, and is *td's now, or *td was called away, which *ret_err tells.
 */
static bool
claim_or_sleep(struct sx *sx, struct thread *td, bool is_sig, int *ret_err)
{
	struct waitq *sq = sleepq_lock(sx);
	const uintptr_t word = atomic_load_rlx(&sx->word);
	const bool is_marked = word == (SX_UNLOCKED | SX_EXCLUSIVE_WAITERS);
	const bool is_claimed = is_marked &&
	    atomic_cas_acq(
	        &sx->word, word, (uintptr_t)td | SX_EXCLUSIVE_WAITERS);

	if (is_marked || word == SX_UNLOCKED || owner_runs(word) ||
	    !waitq_mark(&sx->word, word, SX_EXCLUSIVE_WAITERS)) {
		waitq_unlock(sq);
		return is_claimed;
	}
	*ret_err = sleep_on(sq, sx, WAITQ_EXCLUSIVE, td, is_sig);
	return *ret_err != 0;
}

HARD_PATH int
sx_lock_hard(struct sx *sx, struct thread *td, bool is_sig)
{
	struct delay delay;
	unsigned tries = 0;
	int err = 0;

	if (stopped_at(td, STOP_PLACE_hard))
		return 0;
	thread_count_hard(td);
	if (sx_owned(sx, td)) {
		recurse(sx);
		return 0;
	}
	delay_init(&delay);
	while (!atomic_cas_acq(&sx->word, SX_UNLOCKED, (uintptr_t)td))
		if (!spin_to_own(sx, &delay, &tries) &&
		    claim_or_sleep(sx, td, is_sig, &err))
			break;
	return err;
}

HARD_PATH void
sx_unlock_hard(struct sx *sx, struct thread *td)
{
	struct waitq *sq;
	uintptr_t word;

	if (stopped_at(td, STOP_PLACE_hard))
		return;
	assert(sx_owned(sx, td));
	if (sx->recurse != 0) {
		if (--sx->recurse == 0)
			atomic_clear_rlx(&sx->word, SX_RECURSED);
		return;
	}
	sq = sleepq_lock(sx);
	word = atomic_load_rlx(&sx->word);
	if ((word & SX_SHARED_WAITERS) != 0 &&
	    waitq_has(sq, sx, WAITQ_SHARED)) {
		atomic_store_rel(
		    &sx->word, SX_UNLOCKED | (word & SX_EXCLUSIVE_WAITERS));
		waitq_broadcast(sq, sx, WAITQ_SHARED);
	} else {
		atomic_store_rel(&sx->word, SX_UNLOCKED);
		waitq_broadcast(sq, sx, WAITQ_EXCLUSIVE);
	}
}

HARD_PATH bool
sx_trylock(struct sx *sx, struct thread *td)
{
	if (stopped(td))
		return true;
	if (!sx_owned(sx, td))
		return atomic_cas_acq(&sx->word, SX_UNLOCKED, (uintptr_t)td);
	recurse(sx);
	return true;
}

HARD_PATH bool
sx_tryupgrade(struct sx *sx, struct thread *td)
{
	uintptr_t mark;

	if (stopped(td))
		return true;
	assert(sharers(atomic_load_rlx(&sx->word)) > 0);
	mark = atomic_load_rlx(&sx->word) & SX_EXCLUSIVE_WAITERS;
	return atomic_cas_acq(
	    &sx->word, SX_SHARED | SX_ONE_SHARER | mark, (uintptr_t)td | mark);
}

/* What is left of an owner's word when it shares. */
static uintptr_t
downgraded(uintptr_t word)
{
	return SX_SHARED | SX_ONE_SHARER | (word & SX_EXCLUSIVE_WAITERS);
}

HARD_PATH void
sx_downgrade(struct sx *sx, struct thread *td)
{
	struct waitq *sq;
	uintptr_t word;

	if (stopped(td))
		return;
	assert(sx_owned(sx, td) && sx->recurse == 0);
	word = atomic_load_rlx(&sx->word);
	if ((word & SX_SHARED_WAITERS) == 0 &&
	    atomic_cas_rel(&sx->word, word, downgraded(word)))
		return;
	sq = sleepq_lock(sx);
	word = atomic_load_rlx(&sx->word);
	atomic_store_rel(&sx->word, downgraded(word));
	/* The first look may have failed for another mark than this. */
	if ((word & SX_SHARED_WAITERS) != 0)
		waitq_broadcast(sq, sx, WAITQ_SHARED);
	else
		waitq_unlock(sq);
}
