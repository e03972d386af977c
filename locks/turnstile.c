/* SPDX-License-Identifier: BSD-2-Clause */
/* Turnstiles on futexes: one futex word for each blocked thread, in the thread.
 */
#include "locks/turnstile.h"

#include "locks/futex.h"

/* FreeBSD 12.1: 128 chains, the lock's address over 256. */
#define CHAINS      128
#define CHAIN_SHIFT 8

/*
 * Tries before a spinner offers its processor.  A kernel's chain lock is held
 * with interrupts off; here its holder may be preempted.
 */
#define SPINS_PER_YIELD 1000

struct turnstile {
	_Alignas(LINE_BYTES) atomic_word locked;
	struct thread *first; /* waiters for any lock of this chain */
};

static struct turnstile chains[CHAINS];

struct turnstile *
turnstile_lock(const void *lock)
{
	struct turnstile *ts =
	    &chains[((uintptr_t)lock >> CHAIN_SHIFT) % CHAINS];

	for (unsigned i = 1; !atomic_cas_acq(&ts->locked, false, true); i++) {
		spin_wait();
		if (i % SPINS_PER_YIELD == 0)
			futex_yield();
	}
	return ts;
}

void
turnstile_unlock(struct turnstile *ts)
{
	atomic_store_rel(&ts->locked, false);
}

void
turnstile_wait(struct turnstile *ts, const void *lock, struct thread *td)
{
	futex_store_rlx(&td->woken, 0);
	td->waits_on = lock;
	td->next = ts->first;
	ts->first = td;
	atomic_store_rlx(&td->running, false);
	turnstile_unlock(ts);

	/* Pairs with the release in turnstile_wake(). */
	while (futex_load_acq(&td->woken) == 0)
		futex_wait(&td->woken, 0);
	atomic_store_rlx(&td->running, true);
}

struct thread *
turnstile_take(struct turnstile *ts, const void *lock)
{
	struct thread *taken = NULL;
	struct thread **link = &ts->first;

	while (*link != NULL) {
		struct thread *td = *link;

		if (td->waits_on == lock) {
			*link = td->next;
			td->next = taken;
			taken = td;
		} else {
			link = &td->next;
		}
	}
	return taken;
}

void
turnstile_wake(struct thread *waiters)
{
	while (waiters != NULL) {
		struct thread *td = waiters;

		/* Once woken, td may queue again and write its next. */
		waiters = td->next;
		futex_store_rel(&td->woken, 1);
		/* By now td may have seen the store and gone on, for good. */
		futex_wake(&td->woken);
	}
}
