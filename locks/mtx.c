/* SPDX-License-Identifier: BSD-2-Clause */
/* The hard paths of mtx. */
#include "locks/mtx.h"

#include "locks/turnstile.h"

#include <assert.h>

static struct thread *
owner_of(uintptr_t word)
{
	return (struct thread *)(word & ~MTX_FLAGS);
}

static void
recurse(struct mtx *m)
{
	m->recurse++;
	atomic_set_rlx(&m->word, MTX_RECURSED);
}

/* Waits for as long as the word names *owner and *owner runs. */
static void
spin_on(const struct mtx *m, const struct thread *owner)
{
	while (owner_of(atomic_load_rlx(&m->word)) == owner &&
	    thread_is_running(owner))
		spin_wait();
}

/*
 * Blocks *td on the turnstile, unless the word, looked at again under the chain
 * lock, says that trying again or spinning is better.
 */
static void
block(struct mtx *m, struct thread *td)
{
	struct turnstile *ts = turnstile_lock(m);
	uintptr_t word = atomic_load_rlx(&m->word);

	if (word == MTX_UNOWNED || thread_is_running(owner_of(word)) ||
	    ((word & MTX_CONTESTED) == 0 &&
	        !atomic_cas_rlx(&m->word, word, word | MTX_CONTESTED)))
		turnstile_unlock(ts);
	else
		turnstile_wait(ts, m, td);
}

HARD_PATH void
mtx_lock_hard(struct mtx *m, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_hard))
		return;
	thread_count_hard(td);
	if (mtx_owned(m, td)) {
		recurse(m);
		return;
	}
	while (!atomic_cas_acq(&m->word, MTX_UNOWNED, (uintptr_t)td)) {
		uintptr_t word = atomic_load_rlx(&m->word);

		if (word == MTX_UNOWNED)
			continue;
		if (thread_is_running(owner_of(word)))
			spin_on(m, owner_of(word));
		else
			block(m, td);
	}
}

HARD_PATH void
mtx_unlock_hard(struct mtx *m, struct thread *td)
{
	struct turnstile *ts;
	struct thread *waiters;

	if (stopped_at(td, STOP_PLACE_hard))
		return;
	assert(mtx_owned(m, td));
	if (m->recurse != 0) {
		if (--m->recurse == 0)
			atomic_clear_rlx(&m->word, MTX_RECURSED);
		return;
	}
	ts = turnstile_lock(m);
	waiters = turnstile_take(ts, m);
	atomic_store_rel(&m->word, MTX_UNOWNED);
	turnstile_unlock(ts);
	turnstile_wake(waiters);
}

HARD_PATH bool
mtx_trylock(struct mtx *m, struct thread *td)
{
	if (stopped(td))
		return true;
	if (atomic_cas_acq(&m->word, MTX_UNOWNED, (uintptr_t)td))
		return true;
	if (!mtx_owned(m, td))
		return false;
	recurse(m);
	return true;
}
