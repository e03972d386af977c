/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock that two threads are never in at once: they add to a plain
 * counter, and no addition is lost.  More threads than CPUs, so that owners are
 * preempted while they hold it.  Written once for every lock and check; with
 * -DIS_BROKEN=1, for a lock that must fail it.
 */
#include "effort.h"
#include "subject.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#ifndef IS_BROKEN
#define IS_BROKEN 0
#endif

#define N_THREADS 4
#define PASSES    500000

/* Every so many passes the lock is taken by a try. */
#define PASSES_PER_TRY 7

/* For a lock that loses counts, one round may be lucky; not so many. */
#define ROUNDS 200

struct shared {
	struct subject subject;
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
	if (pass % PASSES_PER_TRY != 0 ||
	    !subject_trylock(&shared->subject, td))
		subject_lock(&shared->subject, td);
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
		subject_unlock(&shared->subject, &me->td);
	}
	return NULL;
}

/* Has all threads add; returns how many additions were lost. */
static unsigned long
count_lost(void)
{
	static struct worker workers[N_THREADS];
	static struct shared shared;

	subject_init(&shared.subject);
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

static void
test_no_addition_is_lost(void **state)
{
	(void)state;
	assert_int_equal(count_lost(), 0);
}

static void
test_a_broken_lock_loses_additions(void **state)
{
	unsigned long lost = 0;

	(void)state;
	for (int i = 0; lost == 0 && i < ROUNDS; i++)
		lost = count_lost();
	assert_int_not_equal(lost, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IS_BROKEN ? (struct CMUnitTest)cmocka_unit_test(
		                test_a_broken_lock_loses_additions)
		          : (struct CMUnitTest)cmocka_unit_test(
		                test_no_addition_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
