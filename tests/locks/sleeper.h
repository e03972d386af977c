/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A thread that sleeps once, with an interlock, in a way that the test says; so
 * that the test can look at who sleeps and who was woken.
 */
#ifndef TESTS_LOCKS_SLEEPER_H
#define TESTS_LOCKS_SLEEPER_H

#include "locks/mtx.h"
#include "locks/sleepq.h"

#include "await.h"
#include "subject.h"

#include <pthread.h>

struct sleeper {
	struct thread td;
	pthread_t pthread;
	struct mtx *m;
	int (*sleep)(struct thread *td); /* with the interlock held */
	int got;                         /* what it returned */
	bool was_owner;                  /* of the interlock, after that */
};

static inline void *
sleeper_run(void *arg)
{
	struct sleeper *s = arg;

	subject.lock(s->m, &s->td);
	s->got = s->sleep(&s->td);
	s->was_owner = mtx_owned(s->m, &s->td);
	if (s->was_owner)
		subject.unlock(s->m, &s->td);
	return NULL;
}

/*
 * Starts *s, with *m free, and waits as long as a loaded machine may need until
 * it sleeps; returns whether it does.  Who looks into the queue finds it there.
 */
static inline bool
sleeper_start(struct sleeper *s, struct mtx *m, int (*sleep)(struct thread *td))
{
	thread_init(&s->td);
	s->m = m;
	s->sleep = sleep;
	return pthread_create(&s->pthread, NULL, sleeper_run, s) == 0 &&
	    await_blocked(&s->td);
}

/* Waits until *s, which was woken, is gone; returns whether it is. */
static inline bool
sleeper_end(struct sleeper *s)
{
	return pthread_join(s->pthread, NULL) == 0;
}

#endif /* TESTS_LOCKS_SLEEPER_H */
