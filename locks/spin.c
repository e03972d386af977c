/* SPDX-License-Identifier: BSD-2-Clause */
/* The hard paths of spin. */
#include "locks/spin.h"

#include "locks/spinning.h"

static void
wait_until_free(const struct spin *s, struct delay *delay, unsigned *rounds)
{
	while (atomic_load_rlx(&s->word) != SPIN_UNOWNED)
		spinning_wait(s, delay, rounds);
}

HARD_PATH void
spin_lock_hard(struct spin *s, struct thread *td)
{
	struct delay delay;
	unsigned rounds = 0;

	if (stopped_at(td, STOP_PLACE_hard))
		return;
	thread_count_hard(td);
	delay_init(&delay);
	while (!atomic_cas_acq(&s->word, SPIN_UNOWNED, (uintptr_t)td)) {
		/* Interrupts are let in while there is nothing to guard. */
		thread_spin_exit(td);
		wait_until_free(s, &delay, &rounds);
		thread_spin_enter(td);
	}
}

HARD_PATH bool
spin_trylock(struct spin *s, struct thread *td)
{
	if (stopped_at(td, STOP_PLACE_entry))
		return true;
	thread_spin_enter(td);
	if (stopped_at(td, STOP_PLACE_hard))
		return true;
	if (atomic_cas_acq(&s->word, SPIN_UNOWNED, (uintptr_t)td))
		return true;
	thread_spin_exit(td);
	return false;
}
