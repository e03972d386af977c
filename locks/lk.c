/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/lk.h"

#include "locks/sleepq.h"

#include <assert.h>
#include <errno.h>

/* What an operation was asked for. */
struct request {
	struct lk *lk;
	struct thread *td;
	struct mtx *interlock; /* NULL once it was given back */
	unsigned flags;
	bool is_hard; /* it had to wait */
};

static void
drop_interlock(struct request *r)
{
	if (r->interlock != NULL)
		mtx_unlock(r->interlock, r->td);
	r->interlock = NULL;
}

static bool
can_share(uintptr_t word, const struct thread *td)
{
	return (word & LK_SHARE) != 0 &&
	    ((word & LK_EXCLUSIVE_WAITERS) == 0 || td->lk_shares > 0);
}

static bool
is_free(uintptr_t word)
{
	return (word & ~LK_WAITERS) == LK_UNLOCKED;
}

/* One more sharer, unless *td is kept out. */
static bool
share(struct lk *lk, const struct thread *td)
{
	uintptr_t word;

	do {
		word = atomic_load_rlx(&lk->word);
		if (!can_share(word, td))
			return false;
	} while (!atomic_cas_acq(&lk->word, word, word + LK_ONE_SHARER));
	return true;
}

/* Makes *td the owner of a free lock, past all waiters. */
static bool
claim(struct lk *lk, struct thread *td)
{
	uintptr_t word;

	do {
		word = atomic_load_rlx(&lk->word);
		if (!is_free(word))
			return false;
	} while (!atomic_cas_acq(
	    &lk->word, word, (uintptr_t)td | (word & LK_WAITERS)));
	return true;
}

/* Marks the word, last seen as seen, and sleeps; or unlocks *sq at once. */
static void
mark_and_sleep(
    struct request *r, struct waitq *sq, uintptr_t seen, enum waitq_side side)
{
	const uintptr_t bit =
	    side == WAITQ_EXCLUSIVE ? LK_EXCLUSIVE_WAITERS : LK_SHARED_WAITERS;

	if (!waitq_mark(&r->lk->word, seen, bit)) {
		waitq_unlock(sq);
		return;
	}
	drop_interlock(r);
	waitq_wait(sq, r->lk, side, r->td);
}

/*
 * Sleeps, unless the word, looked at again under the chain lock, says that
 * trying again is better.
 */
static void
block(struct request *r, enum waitq_side side)
{
	struct waitq *sq = sleepq_lock(r->lk);
	const uintptr_t word = atomic_load_rlx(&r->lk->word);

	if (side == WAITQ_EXCLUSIVE ? is_free(word) : can_share(word, r->td))
		waitq_unlock(sq);
	else
		mark_and_sleep(r, sq, word, side);
}

/* Counts an operation that has to wait. */
static void
leave_fast_path(struct request *r)
{
	if (!r->is_hard)
		thread_count_hard(r->td);
	r->is_hard = true;
}

static int
acquire_shared(struct request *r)
{
	while (!share(r->lk, r->td)) {
		if (lk_owned(r->lk, r->td))
			return -EDEADLK;
		if ((r->flags & LK_NOWAIT) != 0)
			return -EBUSY;
		leave_fast_path(r);
		block(r, WAITQ_SHARED);
	}
	r->td->lk_shares++;
	return 0;
}

static int
acquire_exclusive(struct request *r)
{
	if (lk_owned(r->lk, r->td)) {
		if ((r->flags & LK_CANRECURSE) == 0) {
			assert((r->flags & LK_NOWAIT) != 0);
			return -EBUSY;
		}
		r->lk->recurse++;
		return 0;
	}
	while (!claim(r->lk, r->td)) {
		if ((r->flags & LK_NOWAIT) != 0)
			return -EBUSY;
		leave_fast_path(r);
		block(r, WAITQ_EXCLUSIVE);
	}
	return 0;
}

/* True if more than one thread shares the lock. */
static bool
has_other_sharers(uintptr_t word)
{
	return (word & LK_SHARE) != 0 && word >= 2 * LK_ONE_SHARER;
}

/* The side to wake when the lock is freed: exclusive waiters go first. */
static enum waitq_side
side_to_wake(uintptr_t word)
{
	return (word & LK_EXCLUSIVE_WAITERS) != 0 ? WAITQ_EXCLUSIVE
	                                          : WAITQ_SHARED;
}

/* What is left of a word when that side has been woken. */
static uintptr_t
freed(uintptr_t word)
{
	if ((word & LK_EXCLUSIVE_WAITERS) != 0)
		return LK_UNLOCKED | (word & LK_SHARED_WAITERS);
	return LK_UNLOCKED;
}

/* Gives the word back and wakes waiters; false if it changed meanwhile. */
static bool
give_back_and_wake(struct lk *lk)
{
	struct waitq *sq = sleepq_lock(lk);
	const uintptr_t word = atomic_load_rlx(&lk->word);

	if (has_other_sharers(word) ||
	    !atomic_cas_rel(&lk->word, word, freed(word))) {
		waitq_unlock(sq);
		return false;
	}
	waitq_broadcast(sq, lk, side_to_wake(word));
	return true;
}

/* Gives back the word, held alone or as one of its sharers. */
static void
give_back(struct lk *lk)
{
	for (;;) {
		const uintptr_t word = atomic_load_rlx(&lk->word);

		if (has_other_sharers(word)) {
			if (atomic_cas_rel(
			        &lk->word, word, word - LK_ONE_SHARER))
				return;
		} else if ((word & LK_WAITERS) == 0) {
			if (atomic_cas_rel(&lk->word, word, LK_UNLOCKED))
				return;
		} else if (give_back_and_wake(lk)) {
			return;
		}
	}
}

static int
release(struct request *r)
{
	struct lk *lk = r->lk;

	if (lk_owned(lk, r->td)) {
		if (lk->recurse != 0) {
			lk->recurse--;
			return 0;
		}
	} else {
		assert(r->td->lk_shares > 0);
		r->td->lk_shares--;
	}
	give_back(lk);
	return 0;
}

static int
upgrade(struct request *r)
{
	struct lk *lk = r->lk;
	uintptr_t word = atomic_load_rlx(&lk->word);

	assert((word & LK_SHARE) != 0 && r->td->lk_shares > 0);
	while (!has_other_sharers(word)) {
		if (atomic_cas_acq(&lk->word, word,
		        (uintptr_t)r->td | (word & LK_WAITERS))) {
			r->td->lk_shares--;
			return 0;
		}
		word = atomic_load_rlx(&lk->word);
	}
	if ((r->flags & LK_OPERATION) == LK_TRYUPGRADE)
		return -EBUSY;
	release(r);
	return acquire_exclusive(r);
}

/* Wakes no thread that waits for a share; the later release does. */
static int
downgrade(struct request *r)
{
	struct lk *lk = r->lk;
	uintptr_t word;

	assert(lk_owned(lk, r->td) && lk->recurse == 0);
	do
		word = atomic_load_rlx(&lk->word);
	while (!atomic_cas_rel(
	    &lk->word, word, LK_SHARE | LK_ONE_SHARER | (word & LK_WAITERS)));
	r->td->lk_shares++;
	return 0;
}

/* Sleeps while the lock is held; wakes the waiters of a free lock. */
static void
block_to_drain(struct request *r)
{
	struct lk *lk = r->lk;
	struct waitq *sq = sleepq_lock(lk);
	const uintptr_t word = atomic_load_rlx(&lk->word);

	if (!is_free(word))
		mark_and_sleep(r, sq, word, WAITQ_EXCLUSIVE);
	else if (word != LK_UNLOCKED &&
	    atomic_cas_rlx(&lk->word, word, freed(word)))
		waitq_broadcast(sq, lk, side_to_wake(word));
	else
		waitq_unlock(sq);
}

static int
drain(struct request *r)
{
	assert(!lk_owned(r->lk, r->td));
	while (!atomic_cas_acq(&r->lk->word, LK_UNLOCKED, (uintptr_t)r->td)) {
		if ((r->flags & LK_NOWAIT) != 0)
			return -EBUSY;
		leave_fast_path(r);
		block_to_drain(r);
	}
	return 0;
}

static int
operate(struct request *r)
{
	switch (r->flags & LK_OPERATION) {
	case LK_SHARED:
		return acquire_shared(r);
	case LK_EXCLUSIVE:
		return acquire_exclusive(r);
	case LK_UPGRADE:
	case LK_TRYUPGRADE:
		return upgrade(r);
	case LK_DOWNGRADE:
		return downgrade(r);
	case LK_RELEASE:
		return release(r);
	case LK_DRAIN:
		return drain(r);
	default:
		return -EINVAL;
	}
}

HARD_PATH int
lk_op(struct lk *lk, unsigned flags, struct mtx *interlock, struct thread *td)
{
	struct request r = { lk, td, interlock, flags, false };
	int err = 0;

	if (!panicked())
		err = operate(&r);
	drop_interlock(&r);
	return err;
}
