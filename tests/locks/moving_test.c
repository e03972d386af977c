/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of tdlock that one thread is in at a time while the lock in force
 * changes all the while: additions to a plain counter are made under now this
 * lock, now that, and none is lost; a thread sanitizer sees each missing order.
 * What it seldom meets is a change between the two looks at the pointer: the
 * explorer takes it every time.
 */
#define KIND "moving"
#include "kind.h"
#include "locks/tdlock.h"

#include <pthread.h>

#define N_THREADS 4
#define N_SPINS   3
#define PASSES    200000

static struct tdlock tl;
static struct spin spins[N_SPINS];

struct worker {
	struct thread td;
	pthread_t pthread;
	unsigned number;
};

static pthread_barrier_t start;
static unsigned long count; /* plain: under whichever lock is in force */

/* Moves *tl, which *w owns, to another spin lock, unless that is busy. */
static void
move(struct worker *w, unsigned pass)
{
	struct spin *new = &spins[(w->number + pass) % N_SPINS];

	if (new != tdlock_in_force(&tl) && spin_trylock(new, &w->td))
		tdlock_set(&tl, new, &w->td);
}

static void *
work(void *arg)
{
	struct worker *w = arg;

	pthread_barrier_wait(&start);
	for (unsigned i = 0; i < PASSES; i++) {
		subject.lock(&tl, &w->td);
		count++;
		move(w, i);
		count++;
		subject.unlock(&tl, &w->td);
	}
	return NULL;
}

TEST_OF_KIND(no_addition_is_lost_while_the_lock_moves, NULL)
{
	static struct worker workers[N_THREADS];

	tdlock_init(&tl);
	for (unsigned i = 0; i < N_SPINS; i++)
		spin_init(&spins[i]);
	assert_int_equal(pthread_barrier_init(&start, NULL, N_THREADS), 0);
	for (unsigned i = 0; i < N_THREADS; i++) {
		struct worker *w = &workers[i];

		thread_init(&w->td);
		w->number = i;
		assert_int_equal(pthread_create(&w->pthread, NULL, work, w), 0);
	}
	for (unsigned i = 0; i < N_THREADS; i++) {
		assert_int_equal(pthread_join(workers[i].pthread, NULL), 0);
		assert_int_equal(workers[i].td.spin_nest, 0);
	}
	pthread_barrier_destroy(&start);
	assert_int_equal(count, 2ul * N_THREADS * PASSES);
	assert_ptr_not_equal(tdlock_in_force(&tl), &tl.own);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	for (unsigned i = 0; i < N_SPINS; i++)
		assert_int_equal(spins[i].word, SPIN_UNOWNED);
}
