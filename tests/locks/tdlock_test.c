/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that tdlock is the lock in force, that a change of it sends those who
 * wait to the new one, and what it fakes once the world has stopped: June 2012,
 * with the spin section that a pair of lock and unlock then loses (freebsd.md
 * 1.2, 1.8).
 */
#define KIND "tdlock"
#include "inner.h"
#include "kind.h"
#include "locks/tdlock.h"

#include <pthread.h>
#include <time.h>

static struct thread me;
static struct thread other;
static struct tdlock tl;
static struct spin another;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	tdlock_init(&tl);
	spin_init(&another);
	stop_set(&me, false);
	return 0;
}

TEST_OF_KIND(it_is_the_lock_in_force, set_up)
{
	assert_ptr_equal(tdlock_in_force(&tl), &tl.own);
	subject.lock(&tl, &me);
	assert_true(spin_owned(&tl.own, &me));
	assert_true(tdlock_owned(&tl, &me));
	assert_false(tdlock_owned(&tl, &other));
	assert_int_equal(me.spin_nest, 1);
	subject.unlock(&tl, &me);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

TEST_OF_KIND(recursion_is_the_lock_in_forces, set_up)
{
	inner_lock(&tl.own, &me);
	subject.lock(&tl, &me);
	assert_int_equal(tl.own.recurse, 1);
	assert_int_equal(me.spin_nest, 2);
	subject.unlock(&tl, &me);
	assert_true(tdlock_owned(&tl, &me));
	inner_unlock(&tl.own, &me);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

TEST_OF_KIND(a_try_enters_a_section_only_if_it_takes_the_lock, set_up)
{
	assert_true(subject.trylock(&tl, &me));
	assert_int_equal(me.spin_nest, 1);
	assert_false(subject.trylock(&tl, &other));
	assert_int_equal(other.spin_nest, 0);
	assert_true(tdlock_owned(&tl, &me));
}

TEST_OF_KIND(a_set_gives_the_old_lock_back_and_keeps_the_new, set_up)
{
	subject.lock(&tl, &me);
	inner_lock(&another, &me);
	tdlock_set(&tl, &another, &me);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	assert_true(tdlock_owned(&tl, &me));
	assert_true(spin_owned(&another, &me));
	assert_int_equal(me.spin_nest, 1);

	/* Who goes by the old lock now has nothing to do with it. */
	inner_lock(&tl.own, &other);
	assert_false(tdlock_owned(&tl, &other));
	inner_unlock(&tl.own, &other);
	subject.unlock(&tl, &me);
	assert_int_equal(another.word, SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

static void *
lock_as_other(void *arg)
{
	(void)arg;
	subject.lock(&tl, &other);
	return NULL;
}

/* Long enough for the other thread to wait, on most days. */
static void
start_waiting(pthread_t *ret_thread)
{
	const struct timespec ms = { .tv_nsec = 1000000 };

	assert_int_equal(
	    pthread_create(ret_thread, NULL, lock_as_other, NULL), 0);
	nanosleep(&ms, NULL);
	assert_false(tdlock_owned(&tl, &other));
}

TEST_OF_KIND(a_waiter_spins_until_the_lock_is_free, set_up)
{
	pthread_t thread;

	subject.lock(&tl, &me);
	start_waiting(&thread);
	subject.unlock(&tl, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(tdlock_owned(&tl, &other));
	assert_int_equal(other.spin_nest, 1);
}

/* The old lock is never free: it is held twice, and given back once. */
TEST_OF_KIND(a_waiter_goes_on_to_the_new_lock_past_the_old, set_up)
{
	pthread_t thread;

	inner_lock(&tl.own, &me);
	subject.lock(&tl, &me);
	inner_lock(&another, &me);
	start_waiting(&thread);
	tdlock_set(&tl, &another, &me);
	assert_true(spin_owned(&tl.own, &me));
	assert_true(tdlock_owned(&tl, &me));
	subject.unlock(&tl, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(spin_owned(&another, &other));
	assert_true(spin_owned(&tl.own, &me));
	assert_int_equal(other.spin_nest, 1);
	assert_int_equal(me.spin_nest, 1);
}

TEST_OF_CHECK(stopped_an_owned_lock_is_faked_and_its_word_kept, set_up)
{
	subject.lock(&tl, &other);
	stop_set(&me, true);
	subject.lock(&tl, &me);
	assert_true(tdlock_owned(&tl, &other));
	assert_int_equal(me.spin_nest, 0);
	assert_true(subject.trylock(&tl, &me));
	assert_true(tdlock_owned(&tl, &other));
	assert_int_equal(me.spin_nest, 0);
}

/* Tested before the compare-and-swap, at either place. */
TEST_OF_CHECK(stopped_a_free_lock_is_faked_too, set_up)
{
	stop_set(&me, true);
	subject.lock(&tl, &me);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	assert_true(subject.trylock(&tl, &me));
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
}

TEST_OF_CHECK(stopped_unlock_stores_unless_tested_at_entry, set_up)
{
	subject.lock(&tl, &other);
	stop_set(&me, true);
	thread_spin_enter(&me);
	subject.lock(&tl, &me);
	subject.unlock(&tl, &me);
	assert_true(tdlock_owned(&tl, &other) == subject.at_entry);
}

/*
 * What 10.4 and 11.0 put right: panic() runs in a spin section, and with the
 * first pair, without wrappers, it no longer does.
 */
TEST_OF_CHECK(stopped_a_pair_ends_the_section_of_the_panic, set_up)
{
	thread_spin_enter(&me);
	stop_set(&me, true);
	subject.lock(&tl, &me);
	assert_int_equal(me.spin_nest, 1);
	subject.unlock(&tl, &me);
	assert_int_equal(me.spin_nest, subject.at_entry ? 1 : 0);
}

TEST_OF_CHECK(stopped_a_set_asserts_nothing, set_up)
{
	thread_spin_enter(&me);
	subject.lock(&tl, &other);
	stop_set(&me, true);
	tdlock_set(&tl, &another, &me);
	assert_ptr_equal(tdlock_in_force(&tl), &another);
}
TEST_OF_NO_CHECK(without_a_check_nothing_is_faked, set_up)
{
	subject.lock(&tl, &other);
	stop_set(&me, true);
	assert_false(subject.trylock(&tl, &me));
	assert_true(tdlock_owned(&tl, &other));
}
