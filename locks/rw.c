/* SPDX-License-Identifier: BSD-2-Clause */
/* The hard paths of rw, and all of reading. */
#include "locks/rw.h"

#include "locks/adaptive.h"
#include "locks/turnstile.h"

#include <assert.h>

static bool
writer_runs(uintptr_t word)
{
	return (word & RW_READ) == 0 && adaptive_runs(word, RW_FLAGS);
}

/* What keeps *td from reading, if it is in the word (rw.h). */
static uintptr_t
bars(const struct thread *td)
{
	return td->rw_rlocks != 0 ? 0 : RW_WRITE_WAITERS | RW_WRITE_SPINNER;
}

static bool
may_read(uintptr_t word, uintptr_t barred_by)
{
	return (word & (RW_READ | barred_by)) == RW_READ;
}

/* The side to wake when the lock is freed: writers first. */
static enum waitq_side
side_to_wake(uintptr_t word)
{
	return (word & RW_WRITE_WAITERS) != 0 ? WAITQ_EXCLUSIVE : WAITQ_SHARED;
}

/* What is left of a word when that side has been woken. */
static uintptr_t
freed(uintptr_t word)
{
	if ((word & RW_WRITE_WAITERS) != 0)
		return RW_UNLOCKED | (word & RW_READ_WAITERS);
	return RW_UNLOCKED;
}

/* Makes *td one more reader, unless it is barred. */
static bool
read_unless(struct rw *rw, struct thread *td, uintptr_t barred_by)
{
	uintptr_t word;

	do {
		word = atomic_load_rlx(&rw->word);
		if (!may_read(word, barred_by))
			return false;
	} while (!atomic_cas_acq(&rw->word, word, word + RW_ONE_READER));
	td->rw_rlocks++;
	return true;
}

/*
 * Spins on a writer that runs, or behind one that spins or waits itself.
 * Returns false if that does not pay, or did not.
 */
static bool
spin_to_read(const struct rw *rw, uintptr_t barred_by, struct delay *delay,
    unsigned *tries)
{
	uintptr_t word = atomic_load_rlx(&rw->word);

	if ((word & RW_READ) == 0)
		return adaptive_spin(&rw->word, word, RW_FLAGS, delay);
	if (*tries == ADAPTIVE_TRIES)
		return false;
	++*tries;
	for (unsigned i = 0; i < adaptive_loops();) {
		word = atomic_load_rlx(&rw->word);
		if ((word & RW_READ) == 0 || may_read(word, barred_by))
			return true;
		i += delay_wait_readers(rw_readers(word));
	}
	return false;
}

/* Blocks *td, unless the word under the chain lock says otherwise. */
static void
block_reader(struct rw *rw, struct thread *td)
{
	struct waitq *ts = turnstile_lock(rw);
	const uintptr_t word = atomic_load_rlx(&rw->word);

	if (may_read(word, bars(td)) || writer_runs(word) ||
	    !waitq_mark(&rw->word, word, RW_READ_WAITERS))
		waitq_unlock(ts);
	else
		waitq_wait(ts, rw, WAITQ_SHARED, td);
}

HARD_PATH void
rw_rlock(struct rw *rw, struct thread *td)
{
	struct delay delay;
	unsigned tries = 0;

	if (stopped(td) || likely(read_unless(rw, td, bars(td))))
		return;
	thread_count_hard(td);
	delay_init(&delay);
	do {
		if (!spin_to_read(rw, bars(td), &delay, &tries))
			block_reader(rw, td);
	} while (!read_unless(rw, td, bars(td)));
}

/* Leaves as the last reader, with threads waiting; false if that is not so. */
static bool
wake_and_leave(struct rw *rw)
{
	struct waitq *ts = turnstile_lock(rw);
	const uintptr_t word = atomic_load_rlx(&rw->word);

	if (rw_readers(word) == 1 &&
	    atomic_cas_rel(&rw->word, word, freed(word))) {
		waitq_broadcast(ts, rw, side_to_wake(word));
		return true;
	}
	waitq_unlock(ts);
	return false;
}

/* Tries to be one reader less; false if the word changed meanwhile. */
static bool
leave(struct rw *rw)
{
	const uintptr_t word = atomic_load_rlx(&rw->word);

	if (rw_readers(word) > 1)
		return atomic_cas_rel(&rw->word, word, word - RW_ONE_READER);
	if ((word & RW_WAITERS) == 0)
		return atomic_cas_rel(&rw->word, word, RW_UNLOCKED);
	return wake_and_leave(rw);
}

HARD_PATH void
rw_runlock(struct rw *rw, struct thread *td)
{
	if (stopped(td))
		return;
	assert(rw_readers(atomic_load_rlx(&rw->word)) > 0);
	while (!leave(rw))
		;
	td->rw_rlocks--;
}

HARD_PATH bool
rw_tryrlock(struct rw *rw, struct thread *td)
{
	if (stopped(td))
		return true;
	return read_unless(rw, td, 0);
}

/*
 * Spins on a writer that runs, or on readers, which it keeps from becoming
 * more.  Returns false if that does not pay, or did not.
 */
static bool
spin_to_write(struct rw *rw, struct delay *delay, unsigned *tries)
{
	uintptr_t word = atomic_load_rlx(&rw->word);

	if ((word & RW_READ) == 0)
		return adaptive_spin(&rw->word, word, RW_FLAGS, delay);
	if (rw_readers(word) == 0 || *tries == ADAPTIVE_TRIES)
		return false;
	if ((word & RW_WRITE_SPINNER) == 0 &&
	    !atomic_cas_rlx(&rw->word, word, word | RW_WRITE_SPINNER))
		return true;
	++*tries;
	for (unsigned i = 0; i < adaptive_loops();) {
		word = atomic_load_rlx(&rw->word);
		if ((word & RW_WRITE_SPINNER) == 0)
			return true;
		i += delay_wait_readers(rw_readers(word));
	}
	return false;
}

/*
 * Blocks *td, unless the word under the chain lock says otherwise.  Returns
 * true if the lock was free but for its waiters, and is *td's now; they stay.
 */
static bool
claim_or_block(struct rw *rw, struct thread *td, unsigned *tries)
{
	struct waitq *ts = turnstile_lock(rw);
	const uintptr_t word = atomic_load_rlx(&rw->word);
	const bool is_free = (word & RW_READ) != 0 && rw_readers(word) == 0;
	const uintptr_t mine = (uintptr_t)td | (word & RW_WAITERS);
	const bool claimed = is_free && atomic_cas_acq(&rw->word, word, mine);

	if (is_free || writer_runs(word) ||
	    !waitq_mark(&rw->word, word, RW_WRITE_WAITERS)) {
		waitq_unlock(ts);
	} else {
		waitq_wait(ts, rw, WAITQ_EXCLUSIVE, td);
		*tries = 0;
	}
	return claimed;
}

HARD_PATH void
rw_lock_hard(struct rw *rw, struct thread *td)
{
	struct delay delay;
	unsigned tries = 0;

	if (stopped_at(td, STOP_PLACE_hard))
		return;
	thread_count_hard(td);
	if (rw_owned(rw, td)) {
		rw->recurse++;
		return;
	}
	delay_init(&delay);
	while (!atomic_cas_acq(&rw->word, RW_UNLOCKED, (uintptr_t)td))
		if (!spin_to_write(rw, &delay, &tries) &&
		    claim_or_block(rw, td, &tries))
			return;
}

HARD_PATH void
rw_unlock_hard(struct rw *rw, struct thread *td)
{
	struct waitq *ts;
	uintptr_t word;

	if (stopped_at(td, STOP_PLACE_hard))
		return;
	assert(rw_owned(rw, td));
	ts = turnstile_lock(rw);
	word = atomic_load_rlx(&rw->word);
	atomic_store_rel(&rw->word, freed(word));
	waitq_broadcast(ts, rw, side_to_wake(word));
}

HARD_PATH bool
rw_trylock(struct rw *rw, struct thread *td)
{
	if (stopped(td))
		return true;
	if (!rw_owned(rw, td))
		return atomic_cas_acq(&rw->word, RW_UNLOCKED, (uintptr_t)td);
	rw->recurse++;
	return true;
}

HARD_PATH bool
rw_tryupgrade(struct rw *rw, struct thread *td)
{
	uintptr_t word;

	if (stopped(td))
		return true;
	assert(rw_readers(atomic_load_rlx(&rw->word)) > 0);
	do {
		word = atomic_load_rlx(&rw->word);
		if (rw_readers(word) > 1)
			return false;
	} while (!atomic_cas_acq(
	    &rw->word, word, (uintptr_t)td | (word & RW_WAITERS)));
	td->rw_rlocks--;
	return true;
}

/* Leaves the lock to one reader and, if no writer waits, to the waiters. */
static void
wake_and_downgrade(struct rw *rw)
{
	struct waitq *ts = turnstile_lock(rw);
	const uintptr_t marks = atomic_load_rlx(&rw->word) & RW_WAITERS;

	if (marks == RW_READ_WAITERS) {
		atomic_store_rel(&rw->word, RW_READ | RW_ONE_READER);
		waitq_broadcast(ts, rw, WAITQ_SHARED);
	} else {
		atomic_store_rel(&rw->word, RW_READ | RW_ONE_READER | marks);
		waitq_unlock(ts);
	}
}

HARD_PATH void
rw_downgrade(struct rw *rw, struct thread *td)
{
	if (stopped(td))
		return;
	assert(rw_owned(rw, td) && rw->recurse == 0);
	if (!atomic_cas_rel(&rw->word, (uintptr_t)td, RW_READ | RW_ONE_READER))
		wake_and_downgrade(rw);
	td->rw_rlocks++;
}
