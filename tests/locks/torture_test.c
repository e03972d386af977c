/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock that it stands a long run of whatever its verbs allow, in
 * random order on a few locks by more threads than CPUs: what a lock guards is
 * written by one thread at a time and by none that reads, and in the end
 * everything is given back.  The data is plain, so that a thread sanitizer sees
 * each missing order.
 *
 * A thread takes one lock, or some in the order of their addresses; it reads,
 * recurses, tries and upgrades where the lock can, and sometimes looks as if it
 * did not run, so that others block on it.
 * The sequence of each thread is fixed; how they meet is the host's choice.
 */
#define KIND "torture"
#include "effort.h"
#include "kind.h"

#include <pthread.h>

#define N_THREADS 4
#define N_LOCKS   3
#define STEPS     300000

struct guarded {
	unsigned long count;
	unsigned long other; /* the same, while nobody is in */
};

struct worker {
	struct thread td;
	pthread_t pthread;
	uint64_t random;
	unsigned long n_counted[N_LOCKS];
	bool is_good;
};

/* One behind the other: neighbours share a chain of turnstiles. */
static struct subject_lock locks[N_LOCKS];
static struct guarded guarded[N_LOCKS];
static struct worker workers[N_THREADS];
static pthread_barrier_t start;
static unsigned long n_steps;

static void *
lock_number(unsigned i)
{
	return subject_number(locks, i);
}

/* Marsaglia's xorshift64: a sequence of its own for each thread. */
static unsigned
draw(struct worker *me, unsigned n)
{
	me->random ^= me->random << 13;
	me->random ^= me->random >> 7;
	me->random ^= me->random << 17;
	return (unsigned)(me->random >> 32) % n;
}

static void
count(struct worker *me, unsigned i)
{
	struct guarded *g = &guarded[i];

	me->is_good &= g->count == g->other;
	me->is_good &= subject.owned(lock_number(i), &me->td);
	g->count++;
	me->n_counted[i]++;
	g->other++;
}

/* Reads what lock number i guards, and writes it if it may become the owner. */
static void
look(struct worker *me, unsigned i)
{
	me->is_good &= guarded[i].count == guarded[i].other;
	if (draw(me, 4) == 0 && subject.tryupgrade(lock_number(i), &me->td)) {
		count(me, i);
		subject.downgrade(lock_number(i), &me->td);
	}
}

static void step(struct worker *me, unsigned i, unsigned depth, bool shares);

/* Goes on to a lock after number i, or to the same if its owner may. */
static void
step_on(struct worker *me, unsigned i, unsigned depth, bool may_recurse)
{
	const unsigned first = may_recurse ? i : i + 1;
	const unsigned next = first + draw(me, N_LOCKS);

	if (depth < 2 && next < N_LOCKS)
		step(me, next, depth + 1, next > i && draw(me, 2) == 0);
}

/* In lock number i, which the caller has acquired: what may be done there. */
static void
stay(struct worker *me, unsigned i, unsigned depth, bool shares)
{
	void (*const work)(struct worker *, unsigned) = shares ? look : count;
	const bool is_running = draw(me, 4) != 0;

	atomic_store_rlx(&me->td.running, is_running);
	work(me, i);
	if (draw(me, 3) == 0)
		step_on(me, i, depth, subject.has_recursion && !shares);
	work(me, i);
	atomic_store_rlx(&me->td.running, true);
}

/* Takes lock number i, does something there, and gives it back. */
static void
step(struct worker *me, unsigned i, unsigned depth, bool shares)
{
	void *s = lock_number(i);
	const bool by_try = draw(me, 4) == 0;

	if (shares && !by_try)
		subject.rlock(s, &me->td);
	else if (shares && !subject.tryrlock(s, &me->td))
		return;
	else if (!shares && !by_try)
		subject.lock(s, &me->td);
	else if (!shares && !subject.trylock(s, &me->td))
		return;
	stay(me, i, depth, shares);
	if (shares)
		subject.runlock(s, &me->td);
	else
		subject.unlock(s, &me->td);
}

static void *
work(void *arg)
{
	struct worker *me = arg;

	pthread_barrier_wait(&start);
	for (unsigned long i = 0; i < n_steps; i++)
		step(me, draw(me, N_LOCKS), 0, draw(me, 2) == 0);
	return NULL;
}

static void
run_workers(void)
{
	assert_int_equal(pthread_barrier_init(&start, NULL, N_THREADS), 0);
	for (unsigned i = 0; i < N_THREADS; i++) {
		struct worker *w = &workers[i];

		thread_init(&w->td);
		w->random = i + 1;
		w->is_good = true;
		assert_int_equal(pthread_create(&w->pthread, NULL, work, w), 0);
	}
	for (unsigned i = 0; i < N_THREADS; i++)
		assert_int_equal(pthread_join(workers[i].pthread, NULL), 0);
	pthread_barrier_destroy(&start);
}

TEST_OF_KIND(random_verbs_leave_everything_as_it_should_be, NULL)
{
	uintptr_t free_word;

	for (unsigned i = 0; i < N_LOCKS; i++)
		subject.init(lock_number(i));
	free_word = subject_word(lock_number(0));
	n_steps = effort(STEPS);
	run_workers();
	for (unsigned i = 0; i < N_LOCKS; i++) {
		unsigned long n_counted = 0;

		for (unsigned j = 0; j < N_THREADS; j++)
			n_counted += workers[j].n_counted[i];
		assert_int_equal(guarded[i].count, n_counted);
		assert_int_equal(guarded[i].other, n_counted);
		subject.lock(lock_number(i), &workers[0].td);
		subject.unlock(lock_number(i), &workers[0].td);
		/* Who cannot be tried is free with its readers' tokens, too. */
		if (subject.has_trylock)
			assert_int_equal(
			    subject_word(lock_number(i)), free_word);
	}
	for (unsigned i = 0; i < N_THREADS; i++) {
		assert_true(workers[i].is_good);
		assert_true(thread_is_running(&workers[i].td));
		assert_int_equal(workers[i].td.spin_nest, 0);
	}
}
