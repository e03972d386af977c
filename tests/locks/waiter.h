/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A thread that wants the lock under test, and keeps it until it is told to let
 * go; so that a test can look at who waits and who was woken.
 */
#ifndef TESTS_LOCKS_WAITER_H
#define TESTS_LOCKS_WAITER_H

#include "await.h"
#include "tests/locks/subject.h"

#include <pthread.h>

struct waiter {
	void *lock;
	struct thread td;
	pthread_t pthread;
	atomic_word may_go;
};

/* What a waiter does: waiter_start(). */
static inline void *
waiter_write(void *arg)
{
	struct waiter *w = arg;

	subject.lock(w->lock, &w->td);
	await_word(&w->may_go, UINTPTR_MAX, true);
	subject.unlock(w->lock, &w->td);
	return NULL;
}

static inline void *
waiter_read(void *arg)
{
	struct waiter *w = arg;

	subject.rlock(w->lock, &w->td);
	await_word(&w->may_go, UINTPTR_MAX, true);
	subject.runlock(w->lock, &w->td);
	return NULL;
}

/*
 * Starts *w on a lock that is held, while *holder does not run, and waits until
 * it is blocked; returns whether it is.
 */
static inline bool
waiter_start(
    struct waiter *w, void *lock, struct thread *holder, void *(*run)(void *))
{
	bool is_blocked;

	w->lock = lock;
	thread_init(&w->td);
	atomic_store_rlx(&w->may_go, false);
	atomic_store_rlx(&holder->running, false);
	is_blocked = pthread_create(&w->pthread, NULL, run, w) == 0 &&
	    await_blocked(&w->td);
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
