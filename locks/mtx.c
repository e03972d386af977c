/* SPDX-License-Identifier: BSD-2-Clause */
/* The hard paths of mtx. */
#include "locks/mtx.h"

#include "locks/adaptive.h"
#include "locks/turnstile.h"

#include <assert.h>

static void
recurse(struct mtx *m)
{
	m->recurse++;
	atomic_set_rlx(&m->word, MTX_RECURSED);
}

/*
 * Blocks *td on the turnstile, unless the word, looked at again under the chain
 * lock, says that trying again or spinning is better.
 */
static void
block(struct mtx *m, struct thread *td)
{
	struct waitq *ts = turnstile_lock(m);
	uintptr_t word = atomic_load_rlx(&m->word);

	if (word == MTX_UNOWNED || adaptive_runs(word, MTX_FLAGS) ||
	    !waitq_mark(&m->word, word, MTX_CONTESTED))
		waitq_unlock(ts);
	else
		waitq_wait(ts, m, WAITQ_EXCLUSIVE, td);
}

HARD_PATH void
mtx_lock_hard(struct mtx *m, struct thread *td)
{
	struct delay delay;

	if (stopped_at(td, STOP_PLACE_hard))
		return;
	thread_count_hard(td);
	if (mtx_owned(m, td)) {
		recurse(m);
		return;
	}
	delay_init(&delay);
	while (!atomic_cas_acq(&m->word, MTX_UNOWNED, (uintptr_t)td)) {
		uintptr_t word = atomic_load_rlx(&m->word);

		if (word != MTX_UNOWNED &&
		    !adaptive_spin(&m->word, word, MTX_FLAGS, &delay))
			block(m, td);
	}
}

HARD_PATH void
mtx_unlock_hard(struct mtx *m, struct thread *td)
{
	struct waitq *ts;

	if (stopped_at(td, STOP_PLACE_hard))
		return;
	assert(mtx_owned(m, td));
	if (m->recurse != 0) {
		if (--m->recurse == 0)
			atomic_clear_rlx(&m->word, MTX_RECURSED);
		return;
	}
	ts = turnstile_lock(m);
	atomic_store_rel(&m->word, MTX_UNOWNED);
	waitq_broadcast(ts, m, WAITQ_EXCLUSIVE);
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
