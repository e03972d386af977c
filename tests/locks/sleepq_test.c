/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of sleep queues, through sx's interruptible forms, who can be called
 * away and when, what marks that leaves, and that calls which race with
 * wake-ups lose nobody.  What is faked, sx_test.c has: this is built without a
 * check.
 */
#define KIND "sleepq"
#include "kind.h"
#include "locks/sleepq.h"
#include "locks/sx.h"

#include "effort.h"
#include "waiter.h"

#include <errno.h>
#include <sched.h>

#define WAITERS (SX_SHARED_WAITERS | SX_EXCLUSIVE_WAITERS)

#define N_THREADS 4
#define PASSES    20000

static struct thread me;
static struct thread other;
static struct waiter writer;
static struct waiter reader;
static struct sx sx;

/* What interruptible acquisitions returned: of one waiter at a time. */
static int got;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	sx_init(&sx);
	return 0;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&sx.word);
}

static void *
write_sig(void *arg)
{
	struct waiter *w = arg;

	got = subject.lock_sig(w->lock, &w->td);
	if (got == 0)
		subject.unlock(w->lock, &w->td);
	return NULL;
}

static void *
read_sig(void *arg)
{
	struct waiter *w = arg;

	got = subject.rlock_sig(w->lock, &w->td);
	if (got == 0)
		subject.runlock(w->lock, &w->td);
	return NULL;
}

TEST_OF_KIND(an_interruptible_writer_is_called_away_and_leaves_its_mark, set_up)
{
	subject.lock(&sx, &me);
	assert_true(waiter_start(&writer, &sx, &me, write_sig));
	sleepq_abort(&writer.td);
	assert_true(waiter_end(&writer));
	assert_int_equal(got, -EINTR);
	assert_true(thread_is_running(&writer.td));
	assert_int_equal(word(), (uintptr_t)&me | SX_EXCLUSIVE_WAITERS);
	subject.unlock(&sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

TEST_OF_KIND(an_interruptible_waiter_that_is_woken_has_the_lock, set_up)
{
	subject.lock(&sx, &me);
	assert_true(waiter_start(&writer, &sx, &me, write_sig));
	subject.unlock(&sx, &me);
	assert_true(waiter_end(&writer));
	assert_int_equal(got, 0);
	subject.lock(&sx, &me);
	assert_true(waiter_start(&reader, &sx, &me, read_sig));
	subject.unlock(&sx, &me);
	assert_true(waiter_end(&reader));
	assert_int_equal(got, 0);
	assert_int_equal(word(), SX_UNLOCKED);
}

/* A mark without sleepers must not cost the others their wake-up. */
TEST_OF_KIND(readers_called_away_do_not_starve_a_writer, set_up)
{
	subject.lock(&sx, &me);
	assert_true(waiter_start(&reader, &sx, &me, read_sig));
	assert_true(waiter_start(&writer, &sx, &me, waiter_write));
	sleepq_abort(&reader.td);
	assert_true(waiter_end(&reader));
	assert_int_equal(got, -EINTR);
	assert_int_equal(word(), (uintptr_t)&me | WAITERS);
	subject.unlock(&sx, &me);
	assert_true(await_word(&sx.word, UINTPTR_MAX, (uintptr_t)&writer.td));
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), SX_UNLOCKED);
}

TEST_OF_KIND(a_call_waits_for_one_interruptible_sleep_and_is_spent, set_up)
{
	subject.lock(&sx, &other);
	atomic_store_rlx(&other.running, false);
	sleepq_abort(&me);
	assert_int_equal(subject.rlock_sig(&sx, &me), -EINTR);
	assert_int_equal(futex_load_acq(&me.woken) & WAITQ_ABORTED, 0);
	sleepq_abort(&me);
	assert_int_equal(subject.lock_sig(&sx, &me), -EINTR);
	assert_int_equal(word(), (uintptr_t)&other | WAITERS);
	assert_true(thread_is_running(&me));
	atomic_store_rlx(&other.running, true);
	subject.unlock(&sx, &other);
	assert_int_equal(word(), SX_UNLOCKED);
}

TEST_OF_KIND(other_sleeps_go_on_when_called, set_up)
{
	subject.lock(&sx, &me);
	assert_true(waiter_start(&writer, &sx, &me, waiter_write));
	sleepq_abort(&writer.td);
	subject.unlock(&sx, &me);
	assert_true(await_word(&sx.word, UINTPTR_MAX, (uintptr_t)&writer.td));
	assert_true(waiter_end(&writer));
	/* The call is still there. */
	subject.lock(&sx, &me);
	atomic_store_rlx(&me.running, false);
	assert_int_equal(subject.lock_sig(&sx, &writer.td), -EINTR);
}

struct worker {
	struct thread td;
	pthread_t pthread;
	struct worker *next; /* whom it calls away */
	unsigned long n_got;
	unsigned long n_called_away;
};

static unsigned long count; /* plain on purpose: the lock guards it */

/* Holds without running, so that the others sleep, and calls one of them. */
static void
hold(struct worker *me_too, unsigned pass)
{
	count++;
	me_too->n_got++;
	atomic_store_rlx(&me_too->td.running, false);
	sched_yield();
	if (pass % 3 == 0)
		sleepq_abort(&me_too->next->td);
	atomic_store_rlx(&me_too->td.running, true);
}

static unsigned long n_passes;

static void *
work(void *arg)
{
	struct worker *w = arg;

	for (unsigned long i = 0; i < n_passes; i++) {
		if (i % 2 == 0 && subject.rlock_sig(&sx, &w->td) == 0)
			subject.runlock(&sx, &w->td);
		if (subject.lock_sig(&sx, &w->td) == 0) {
			hold(w, i);
			subject.unlock(&sx, &w->td);
		} else {
			w->n_called_away++;
		}
	}
	return NULL;
}

TEST_OF_KIND(calls_that_race_with_wakeups_lose_nobody, set_up)
{
	static struct worker workers[N_THREADS];
	unsigned long n_got = 0;
	unsigned long n_called_away = 0;

	count = 0;
	n_passes = effort(PASSES);
	for (int i = 0; i < N_THREADS; i++) {
		thread_init(&workers[i].td);
		workers[i].next = &workers[(i + 1) % N_THREADS];
	}
	for (int i = 0; i < N_THREADS; i++)
		assert_int_equal(pthread_create(&workers[i].pthread, NULL, work,
		                     &workers[i]),
		    0);
	for (int i = 0; i < N_THREADS; i++) {
		assert_int_equal(pthread_join(workers[i].pthread, NULL), 0);
		n_got += workers[i].n_got;
		n_called_away += workers[i].n_called_away;
	}
	assert_int_equal(count, n_got);
	assert_int_not_equal(n_called_away, 0);
	assert_int_equal(word(), SX_UNLOCKED);
}
