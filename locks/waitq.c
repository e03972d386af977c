/* SPDX-License-Identifier: BSD-2-Clause */
/* Waiting on futexes: one futex word for each waiting thread, in the thread. */
#include "locks/waitq.h"

#include "locks/futex.h"

/*
 * Tries before a spinner offers its processor.  A kernel's chain lock is held
 * with interrupts off; here its holder may be preempted.
 */
#define SPINS_PER_YIELD 1000

void
waitq_lock(struct waitq *wq)
{
	for (unsigned i = 1; !atomic_cas_acq(&wq->locked, false, true); i++) {
		spin_wait();
		if (i % SPINS_PER_YIELD == 0)
			futex_yield();
	}
}

void
waitq_unlock(struct waitq *wq)
{
	atomic_store_rel(&wq->locked, false);
}

void
waitq_wait(
    struct waitq *wq, const void *lock, enum waitq_side side, struct thread *td)
{
	futex_store_rlx(&td->woken, 0);
	td->waits_on = lock;
	td->waits_shared = side == WAITQ_SHARED;
	td->next = wq->first;
	wq->first = td;
	atomic_store_rlx(&td->running, false);
	waitq_unlock(wq);

	/* Pairs with the release in waitq_broadcast(). */
	while (futex_load_acq(&td->woken) == 0)
		futex_wait(&td->woken, 0);
	atomic_store_rlx(&td->running, true);
}

static bool
waits(const struct thread *td, const void *lock, enum waitq_side side)
{
	return td->waits_on == lock &&
	    td->waits_shared == (side == WAITQ_SHARED);
}

/* Takes them off the queue: the first to have come is the first of the list. */
static struct thread *
take(struct waitq *wq, const void *lock, enum waitq_side side)
{
	struct thread *taken = NULL;
	struct thread **link = &wq->first;

	while (*link != NULL) {
		struct thread *td = *link;

		if (waits(td, lock, side)) {
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
waitq_broadcast(struct waitq *wq, const void *lock, enum waitq_side side)
{
	struct thread *waiters = take(wq, lock, side);

	waitq_unlock(wq);
	while (waiters != NULL) {
		struct thread *td = waiters;

		/* Once woken, td may queue again and write its next. */
		waiters = td->next;
		futex_store_rel(&td->woken, 1);
		/* By now td may have seen the store and gone on, for good. */
		futex_wake(&td->woken);
	}
}
