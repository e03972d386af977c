/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of cv what it adds to sleeping (sleep_test.c): the count of waiters,
 * and that its forms are those of sleep.h; and what is faked once the world
 * has stopped (freebsd.md 1.7).
 */
#define KIND "cv"
#include "kind.h"
#include "locks/cv.h"

#include "sleeper.h"

#include <errno.h>
#include <unistd.h>

/* A hang is a failure: far longer than a test takes on a loaded machine. */
#define WATCHDOG_SECONDS 60

static struct thread me;
static struct mtx m;
static struct cv cv;
static struct sleeper first;
static struct sleeper second;

static int
set_up(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	thread_init(&me);
	mtx_init(&m);
	cv_init(&cv);
	stop_set(&me, false);
	return 0;
}

/* The count, as those see it who write it. */
static unsigned
waiters(void)
{
	struct waitq *sq = sleepq_lock(&cv);
	const unsigned n = cv.waiters;

	waitq_unlock(sq);
	return n;
}

static int
wait_plainly(struct thread *td)
{
	cv_wait(&cv, &m, td);
	return 0;
}

static int
wait_sig(struct thread *td)
{
	return cv_wait_sig(&cv, &m, td);
}

static int
wait_unlock(struct thread *td)
{
	cv_wait_unlock(&cv, &m, td);
	return 0;
}

TEST_OF_KIND(waiters_are_counted_and_signalled_in_turn, set_up)
{
	assert_true(sleeper_start(&first, &m, wait_plainly));
	assert_int_equal(waiters(), 1);
	assert_true(sleeper_start(&second, &m, wait_sig));
	assert_int_equal(waiters(), 2);
	assert_true(subject.trylock(&m, &me));
	subject.unlock(&m, &me);
	cv_signal(&cv, &me);
	assert_true(sleeper_end(&first));
	assert_true(first.was_owner);
	assert_int_equal(waiters(), 1);
	assert_false(thread_is_running(&second.td));
	cv_signal(&cv, &me);
	assert_true(sleeper_end(&second));
	assert_int_equal(second.got, 0);
	assert_true(second.was_owner);
	assert_int_equal(waiters(), 0);
}

TEST_OF_KIND(a_broadcast_wakes_all, set_up)
{
	assert_true(sleeper_start(&first, &m, wait_plainly));
	assert_true(sleeper_start(&second, &m, wait_unlock));
	cv_broadcast(&cv, &me);
	assert_true(sleeper_end(&first));
	assert_true(sleeper_end(&second));
	assert_true(first.was_owner);
	assert_false(second.was_owner);
	assert_int_equal(waiters(), 0);
}

TEST_OF_KIND(a_signal_that_finds_nobody_is_not_remembered, set_up)
{
	cv_signal(&cv, &me);
	cv_broadcast(&cv, &me);
	assert_int_equal(waiters(), 0);
	assert_true(sleeper_start(&first, &m, wait_plainly));
	cv_signal(&cv, &me);
	assert_true(sleeper_end(&first));
}

/* One more is counted than waits, and the signal still finds him. */
TEST_OF_KIND(who_was_called_away_stays_counted, set_up)
{
	assert_true(sleeper_start(&first, &m, wait_sig));
	sleepq_abort(&first.td);
	assert_true(sleeper_end(&first));
	assert_int_equal(first.got, -EINTR);
	assert_true(first.was_owner);
	assert_int_equal(waiters(), 1);
	assert_true(sleeper_start(&second, &m, wait_plainly));
	cv_signal(&cv, &me);
	assert_true(sleeper_end(&second));
	assert_int_equal(waiters(), 1);
	cv_signal(&cv, &me);
	assert_int_equal(waiters(), 0);
}

/* The chain is locked, by a thread that was stopped there. */
TEST_OF_CHECK(stopped_a_wait_returns_at_once_with_the_mutex, set_up)
{
	struct waitq *sq = sleepq_lock(&cv);

	subject.lock(&m, &me);
	stop_set(&me, true);
	cv_wait(&cv, &m, &me);
	assert_true(mtx_owned(&m, &me));
	assert_int_equal(cv_wait_sig(&cv, &m, &me), 0);
	assert_true(mtx_owned(&m, &me));
	cv_wait_unlock(&cv, &m, &me);
	assert_int_equal(atomic_load_rlx(&m.word), MTX_UNOWNED);
	assert_int_equal(cv.waiters, 0);
	assert_true(thread_is_running(&me));
	waitq_unlock(sq);
}

TEST_OF_CHECK(stopped_a_signal_gets_past_the_chains_lock, set_up)
{
	assert_true(sleeper_start(&first, &m, wait_plainly));
	assert_true(sleeper_start(&second, &m, wait_plainly));
	sleepq_lock(&cv);
	stop_set(&me, true);
	cv_signal(&cv, &me);
	sleepq_lock(&cv);
	cv_broadcast(&cv, &me);
	/* Here nobody stands still: so those who are ready run. */
	assert_true(sleeper_end(&first));
	assert_true(sleeper_end(&second));
}
TEST_OF_NO_CHECK(without_a_check_a_wait_is_one, set_up)
{
	stop_set(&me, true);
	assert_true(sleeper_start(&first, &m, wait_plainly));
	cv_signal(&cv, &me);
	assert_true(sleeper_end(&first));
}
