/* SPDX-License-Identifier: BSD-2-Clause */
/* The hard paths of spin. */
#include "locks/spin.h"

#include "locks/delay.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Rounds of waiting: first with a pause, then with DELAY(1) (freebsd.md 4.3).
 */
#define ROUNDS_PAUSED 10000000
#define ROUNDS_MAX    60000000

/* Busy-waits for a microsecond, as DELAY(1) does. */
static void
delay_1us(void)
{
	struct timespec from;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &from);
	do {
		spin_wait();
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while ((now.tv_sec - from.tv_sec) * 1000000000L + now.tv_nsec -
	        from.tv_nsec <
	    1000);
}

/* A round of waiting once pausing has not helped.  Out of the hard path's way:
 * it calls other libraries. */
static __attribute__((noinline)) void
wait_longer(const struct spin *s, unsigned round)
{
	if (round == ROUNDS_MAX) {
		fprintf(
		    stderr, "spin lock %p held too long\n", (const void *)s);
		abort();
	}
	delay_1us();
}

static void
wait_until_free(const struct spin *s, struct delay *delay, unsigned *rounds)
{
	while (atomic_load_rlx(&s->word) != SPIN_UNOWNED) {
		if (*rounds < ROUNDS_PAUSED)
			*rounds += delay_wait(delay);
		else
			wait_longer(s, ++*rounds);
	}
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
