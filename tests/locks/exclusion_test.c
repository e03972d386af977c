/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock that two threads are never in at once: they add to a plain
 * counter, and no addition is lost.  More threads than CPUs, so that owners are
 * preempted while they hold it.  A lock that is broken must fail it.
 */
#define KIND "exclusion"
#include "effort.h"
#include "kind.h"

#include <pthread.h>

#define N_THREADS 4
#define PASSES    500000

/* Every so many passes the lock is taken by a try. */
#define PASSES_PER_TRY 7

/* For a lock that loses counts, one round may be lucky; not so many. */
#define ROUNDS 200

struct shared {
	struct subject_lock lock;
	pthread_barrier_t start;
	unsigned long n_passes;
	_Alignas(LINE_PAIR_BYTES) unsigned long count; /* plain on purpose */
};

struct worker {
	struct thread td;
	pthread_t pthread;
	struct shared *shared;
};

static void
acquire(struct shared *shared, struct thread *td, unsigned long pass)
{
	if (pass % PASSES_PER_TRY != 0 || !subject.trylock(&shared->lock, td))
		subject.lock(&shared->lock, td);
}

static void *
work(void *arg)
{
	struct worker *me = arg;
	struct shared *shared = me->shared;

	pthread_barrier_wait(&shared->start);
	for (unsigned long i = 0; i < shared->n_passes; i++) {
		acquire(shared, &me->td, i);
		shared->count++;
		subject.unlock(&shared->lock, &me->td);
	}
	return NULL;
}

/* Has all threads add; returns how many additions were lost. */
static unsigned long
count_lost(void)
{
	static struct worker workers[N_THREADS];
	static struct shared shared;

	subject.init(&shared.lock);
	shared.count = 0;
	shared.n_passes = effort(PASSES);
	assert_int_equal(
	    pthread_barrier_init(&shared.start, NULL, N_THREADS), 0);
	for (int i = 0; i < N_THREADS; i++) {
		thread_init(&workers[i].td);
		workers[i].shared = &shared;
		assert_int_equal(pthread_create(&workers[i].pthread, NULL, work,
		                     &workers[i]),
		    0);
	}
	for (int i = 0; i < N_THREADS; i++)
		assert_int_equal(pthread_join(workers[i].pthread, NULL), 0);
	pthread_barrier_destroy(&shared.start);
	return N_THREADS * shared.n_passes - shared.count;
}

static bool
must_be_right(void)
{
	return kind_is_asked_for() && subject.must_find[0] == '\0';
}

static bool
must_lose(void)
{
	return kind_is_asked_for() &&
	    strcmp(subject.must_find, "addition_lost") == 0;
}

TEST_WHERE(must_be_right, no_addition_is_lost, NULL, NULL)
{
	assert_int_equal(count_lost(), 0);
}

TEST_WHERE(must_lose, a_broken_lock_loses_additions, NULL, NULL)
{
	unsigned long lost = 0;

	for (int i = 0; lost == 0 && i < ROUNDS; i++)
		lost = count_lost();
	assert_int_not_equal(lost, 0);
}
