/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of sleeping on an address who is woken and who is not, what becomes of
 * the interlock, who can be called away, and what is faked once the world has
 * stopped (freebsd.md 1.7).  That no wake-up
 * is lost, buffer_test.c and the explorer show.
 */
#define KIND "sleep"
#include "kind.h"
#include "locks/sleep.h"

#include "sleeper.h"

#include <errno.h>
#include <unistd.h>

/* A hang is a failure: far longer than a test takes on a loaded machine. */
#define WATCHDOG_SECONDS 60

/* Beyond the first's own 256 bytes there are 256 others: one has its chain. */
#define N_ADDRESSES 512

static struct thread me;
static struct thread other;
static struct mtx m;
static struct sleeper first;
static struct sleeper second;
static char addresses[N_ADDRESSES];
static char *const here = &addresses[0];
static char *there; /* another of its chain */

static int
set_up(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	thread_init(&me);
	thread_init(&other);
	mtx_init(&m);
	stop_set(&me, false);
	there = here + 1;
	while (sleepq_chain(there) != sleepq_chain(here))
		there++;
	return there < addresses + N_ADDRESSES ? 0 : -1;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&m.word);
}

static int
sleep_here(struct thread *td)
{
	return sleep_on(here, &m, td, 0);
}

static int
sleep_there(struct thread *td)
{
	return sleep_on(there, &m, td, 0);
}

static int
sleep_and_drop(struct thread *td)
{
	return sleep_on(here, &m, td, SLEEP_DROP);
}

static int
sleep_and_catch(struct thread *td)
{
	return sleep_on(here, &m, td, SLEEP_CATCH);
}

TEST_OF_KIND(a_sleeper_gives_the_interlock_back_and_has_it_again, set_up)
{
	assert_true(sleeper_start(&first, &m, sleep_here));
	assert_int_equal(word(), MTX_UNOWNED);
	sleep_wakeup(here, &me);
	assert_true(sleeper_end(&first));
	assert_int_equal(first.got, 0);
	assert_true(first.was_owner);
	assert_true(thread_is_running(&first.td));
	assert_int_equal(word(), MTX_UNOWNED);
}

TEST_OF_KIND(a_dropped_interlock_is_not_taken_again, set_up)
{
	assert_true(sleeper_start(&first, &m, sleep_and_drop));
	subject.lock(&m, &me);
	sleep_wakeup(here, &me);
	/* It does not wait for the interlock, either. */
	assert_true(sleeper_end(&first));
	assert_int_equal(first.got, 0);
	assert_false(first.was_owner);
	subject.unlock(&m, &me);
}

TEST_OF_KIND(a_wakeup_wakes_all_of_its_address_and_no_others, set_up)
{
	static struct sleeper third;

	assert_true(sleeper_start(&first, &m, sleep_here));
	assert_true(sleeper_start(&second, &m, sleep_there));
	assert_true(sleeper_start(&third, &m, sleep_here));
	sleep_wakeup(here, &me);
	assert_true(sleeper_end(&first));
	assert_true(sleeper_end(&third));
	assert_false(thread_is_running(&second.td));
	sleep_wakeup_one(here, &me);
	assert_false(thread_is_running(&second.td));
	sleep_wakeup_one(there, &me);
	assert_true(sleeper_end(&second));
}

TEST_OF_KIND(wakeup_one_wakes_the_first_to_have_come, set_up)
{
	assert_true(sleeper_start(&first, &m, sleep_here));
	assert_true(sleeper_start(&second, &m, sleep_here));
	sleep_wakeup_one(here, &me);
	assert_true(sleeper_end(&first));
	assert_false(thread_is_running(&second.td));
	sleep_wakeup_one(here, &me);
	assert_true(sleeper_end(&second));
}

TEST_OF_KIND(a_wakeup_that_finds_nobody_is_not_remembered, set_up)
{
	sleep_wakeup(here, &me);
	sleep_wakeup_one(here, &me);
	assert_true(sleeper_start(&first, &m, sleep_here));
	sleep_wakeup(here, &me);
	assert_true(sleeper_end(&first));
}

TEST_OF_KIND(who_catches_is_called_away_and_leaves_the_queue, set_up)
{
	assert_true(sleeper_start(&first, &m, sleep_and_catch));
	assert_true(sleeper_start(&second, &m, sleep_here));
	sleepq_abort(&first.td);
	assert_true(sleeper_end(&first));
	assert_int_equal(first.got, -EINTR);
	assert_true(first.was_owner);
	/* The signal is not for who has left. */
	sleep_wakeup_one(here, &me);
	assert_true(sleeper_end(&second));
}

TEST_OF_KIND(a_call_comes_before_its_sleep_too, set_up)
{
	sleepq_abort(&me);
	subject.lock(&m, &me);
	assert_int_equal(sleep_on(here, &m, &me, SLEEP_CATCH), -EINTR);
	assert_true(mtx_owned(&m, &me));
	sleepq_abort(&me);
	assert_int_equal(
	    sleep_on(here, &m, &me, SLEEP_CATCH | SLEEP_DROP), -EINTR);
	assert_int_equal(word(), MTX_UNOWNED);
}

TEST_OF_KIND(who_does_not_catch_sleeps_on_and_is_called_the_next_time, set_up)
{
	assert_true(sleeper_start(&first, &m, sleep_here));
	sleepq_abort(&first.td);
	sleep_wakeup(here, &me);
	assert_true(sleeper_end(&first));
	assert_int_equal(first.got, 0);
	subject.lock(&m, &first.td);
	assert_int_equal(sleep_on(here, &m, &first.td, SLEEP_CATCH), -EINTR);
	subject.unlock(&m, &first.td);
}

/* The chain is locked, by a thread that was stopped there. */
TEST_OF_CHECK(stopped_a_sleep_returns_0_and_keeps_the_interlock, set_up)
{
	struct waitq *sq = sleepq_lock(here);

	subject.lock(&m, &me);
	sleepq_abort(&me);
	stop_set(&me, true);
	assert_int_equal(sleep_on(here, &m, &me, 0), 0);
	assert_int_equal(word(), (uintptr_t)&me);
	assert_int_equal(sleep_on(here, &m, &me, SLEEP_CATCH), 0);
	assert_int_equal(word(), (uintptr_t)&me);
	/* Nobody was called away. */
	assert_int_equal(futex_load_acq(&me.woken), WAITQ_ABORTED);
	assert_true(thread_is_running(&me));
	waitq_unlock(sq);
}

TEST_OF_CHECK(stopped_an_owned_interlock_is_dropped, set_up)
{
	subject.lock(&m, &me);
	stop_set(&me, true);
	assert_int_equal(sleep_on(here, &m, &me, SLEEP_DROP), 0);
	assert_int_equal(word(), MTX_UNOWNED);
}

TEST_OF_CHECK(stopped_a_faked_interlock_is_let_be, set_up)
{
	subject.lock(&m, &other);
	stop_set(&me, true);
	subject.lock(&m, &me);
	assert_int_equal(sleep_on(here, &m, &me, 0), 0);
	assert_int_equal(sleep_on(here, &m, &me, SLEEP_DROP), 0);
	assert_int_equal(word(), (uintptr_t)&other);
}

TEST_OF_CHECK(stopped_a_wakeup_gets_past_the_chains_lock, set_up)
{
	assert_true(sleeper_start(&first, &m, sleep_here));
	assert_true(sleeper_start(&second, &m, sleep_here));
	sleepq_lock(here);
	stop_set(&me, true);
	sleep_wakeup_one(here, &me);
	/* The unlock of a faked spin lock is a store. */
	assert_false(atomic_load_rlx(&sleepq_chain(here)->locked));
	sleepq_lock(here);
	sleep_wakeup(here, &me);
	/* Here nobody stands still: so those who are ready run. */
	assert_true(sleeper_end(&first));
	assert_true(sleeper_end(&second));
}
TEST_OF_NO_CHECK(without_a_check_a_sleep_is_one, set_up)
{
	stop_set(&me, true);
	assert_true(sleeper_start(&first, &m, sleep_here));
	sleep_wakeup(here, &me);
	assert_true(sleeper_end(&first));
	assert_int_equal(first.got, 0);
}
