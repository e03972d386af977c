/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/tdlock.h"

#include "locks/spinning.h"

#include <assert.h>

/* Takes *s if it is free, or *td's already. */
static bool
take(struct spin *s, struct thread *td)
{
	if (atomic_cas_acq(&s->word, SPIN_UNOWNED, (uintptr_t)td))
		return true;
	if (!spin_owned(s, td))
		return false;
	s->recurse++;
	return true;
}

/*
 * Takes the lock in force; false if it is another's, or was in force before.
 * Inlined, so that the whole of an acquisition lies where the link puts it.
 */
static ALWAYS_INLINE bool
lock_once(struct tdlock *tl, struct thread *td)
{
	struct spin *s = tdlock_in_force(tl);

	thread_spin_enter(td);
	if (!take(s, td)) {
		/* Interrupts are let in while there is nothing to guard. */
		thread_spin_exit(td);
		return false;
	}
	/* Only the owner of *s changes the pointer: now *td owns it. */
	if (likely(tdlock_in_force(tl) == s))
		return true;
	spin_release(s, td);
	return false;
}

/* Waits for as long as the same lock is in force and owned. */
static void
wait_for_change(const struct tdlock *tl, struct delay *delay, unsigned *rounds)
{
	const struct spin *s = tdlock_in_force(tl);

	while (atomic_load_rlx(&s->word) != SPIN_UNOWNED &&
	    tdlock_in_force(tl) == s)
		spinning_wait(s, delay, rounds);
}

HARD_PATH void
tdlock_lock_hard(struct tdlock *tl, struct thread *td)
{
	struct delay delay;
	unsigned rounds = 0;

	if (stopped_at(td, STOP_PLACE_hard))
		return;
	if (likely(lock_once(tl, td)))
		return;
	thread_count_hard(td);
	delay_init(&delay);
	do
		wait_for_change(tl, &delay, &rounds);
	while (!lock_once(tl, td));
}

HARD_PATH bool
tdlock_trylock(struct tdlock *tl, struct thread *td)
{
	return stopped(td) || lock_once(tl, td);
}

void
tdlock_set(struct tdlock *tl, struct spin *to, struct thread *td)
{
	struct spin *old = tdlock_in_force(tl);

	assert(stopped(td) || (spin_owned(old, td) && spin_owned(to, td)));
	/*
	 * Release: who goes by the pointer finds *to as it was made.  Who takes
	 * *old after us sees the store as well, by the release of *old.
	 */
	atomic_store_rel(&tl->in_force, (uintptr_t)to);
	spin_unlock(old, td);
}
