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

/* Queues *td and unlocks *wq. */
static void
join(
    struct waitq *wq, const void *lock, enum waitq_side side, struct thread *td)
{
	futex_clear_rlx(&td->woken, WAITQ_WOKEN);
	td->waits_on = lock;
	td->waits_shared = side == WAITQ_SHARED;
	td->next = wq->first;
	wq->first = td;
	atomic_store_rlx(&td->running, false);
	waitq_unlock(wq);
}

/* Takes *td off the queue; false if a waker has done so and will wake it. */
static bool
leave(struct waitq *wq, struct thread *td)
{
	struct thread **link = &wq->first;
	bool is_queued;

	waitq_lock(wq);
	while (*link != NULL && *link != td)
		link = &(*link)->next;
	is_queued = *link != NULL;
	if (is_queued)
		*link = td->next;
	waitq_unlock(wq);
	return is_queued;
}

void
waitq_wait(
    struct waitq *wq, const void *lock, enum waitq_side side, struct thread *td)
{
	uint32_t seen;

	join(wq, lock, side, td);
	/* Acquire: pairs with the release in wake(). */
	while (((seen = futex_load_acq(&td->woken)) & WAITQ_WOKEN) == 0)
		futex_wait(&td->woken, seen);
	atomic_store_rlx(&td->running, true);
}

int
waitq_wait_sig(
    struct waitq *wq, const void *lock, enum waitq_side side, struct thread *td)
{
	uint32_t seen;
	int err = 0;

	join(wq, lock, side, td);
	/* Acquire: pairs with both releases, of a waker and of sleepq_abort().
	 */
	while (((seen = futex_load_acq(&td->woken)) & WAITQ_WOKEN) == 0) {
		if ((seen & WAITQ_ABORTED) != 0 && leave(wq, td)) {
			futex_clear_rlx(&td->woken, WAITQ_ABORTED);
			err = -EINTR;
			break;
		}
		futex_wait(&td->woken, seen);
	}
	atomic_store_rlx(&td->running, true);
	return err;
}

static bool
waits(const struct thread *td, const void *lock, enum waitq_side side)
{
	return td->waits_on == lock &&
	    td->waits_shared == (side == WAITQ_SHARED);
}

bool
waitq_has(const struct waitq *wq, const void *lock, enum waitq_side side)
{
	const struct thread *td = wq->first;

	while (td != NULL && !waits(td, lock, side))
		td = td->next;
	return td != NULL;
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

/* Takes the first to have come off the queue: the last of the list. */
static struct thread *
take_first(struct waitq *wq, const void *lock, enum waitq_side side)
{
	struct thread **link = NULL;
	struct thread *taken;

	for (struct thread **i = &wq->first; *i != NULL; i = &(*i)->next)
		if (waits(*i, lock, side))
			link = i;
	if (link == NULL)
		return NULL;
	taken = *link;
	*link = taken->next;
	taken->next = NULL;
	return taken;
}

/* Wakes the threads that were taken off the queue. */
static void
wake(struct thread *waiters)
{
	while (waiters != NULL) {
		struct thread *td = waiters;

		/* Once woken, td may queue again and write its next. */
		waiters = td->next;
		futex_set_rel(&td->woken, WAITQ_WOKEN);
		/* By now td may have seen the store and gone on, for good. */
		futex_wake(&td->woken);
	}
}

void
waitq_broadcast(struct waitq *wq, const void *lock, enum waitq_side side)
{
	struct thread *waiters = take(wq, lock, side);

	waitq_unlock(wq);
	wake(waiters);
}

void
waitq_signal(struct waitq *wq, const void *lock, enum waitq_side side)
{
	struct thread *waiter = take_first(wq, lock, side);

	waitq_unlock(wq);
	wake(waiter);
}
