/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A thread that wants the lock under test, and keeps it until it is told to let
 * go; so that a test can look at who waits and who was woken.
 */
#ifndef TESTS_LOCKS_WAITER_H
#define TESTS_LOCKS_WAITER_H

#include "subject.h"

#include <pthread.h>
#include <time.h>

struct waiter {
	struct subject *subject;
	struct thread td;
	pthread_t pthread;
	atomic_word may_go;
};

/*
 * Waits, as long as a loaded machine may need, until *word has value where mask
 * has bits; returns whether it has.
 */
static inline bool
await_word(const atomic_word *word, uintptr_t mask, uintptr_t value)
{
	const struct timespec ms = { .tv_nsec = 1000000 };

	for (int i = 0; i < 10000 && (atomic_load_rlx(word) & mask) != value;
	     i++)
		nanosleep(&ms, NULL);
	return (atomic_load_rlx(word) & mask) == value;
}

/* What a waiter does: waiter_start(). */
static inline void *
waiter_write(void *arg)
{
	struct waiter *w = arg;

	subject_lock(w->subject, &w->td);
	await_word(&w->may_go, UINTPTR_MAX, true);
	subject_unlock(w->subject, &w->td);
	return NULL;
}

static inline void *
waiter_read(void *arg)
{
	struct waiter *w = arg;

	subject_rlock(w->subject, &w->td);
	await_word(&w->may_go, UINTPTR_MAX, true);
	subject_runlock(w->subject, &w->td);
	return NULL;
}

/*
 * Starts *w on a lock that is held, while *holder does not run, and waits until
 * it is blocked; returns whether it is.  The lock's word is marked by then, and
 * whoever looks into the queue finds *w there.
 */
static inline bool
waiter_start(struct waiter *w, struct subject *subject, struct thread *holder,
    void *(*run)(void *))
{
	bool is_blocked;

	w->subject = subject;
	thread_init(&w->td);
	atomic_store_rlx(&w->may_go, false);
	atomic_store_rlx(&holder->running, false);
	is_blocked = pthread_create(&w->pthread, NULL, run, w) == 0 &&
	    await_word(&w->td.running, UINTPTR_MAX, false);
	atomic_store_rlx(&holder->running, true);
	return is_blocked;
}

/* Lets *w go, and waits until it is gone; returns whether it is. */
static inline bool
waiter_end(struct waiter *w)
{
	atomic_store_rlx(&w->may_go, true);
	return pthread_join(w->pthread, NULL) == 0;
}

#endif /* TESTS_LOCKS_WAITER_H */
