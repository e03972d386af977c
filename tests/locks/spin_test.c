/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what spin does to its word, that it recurses, that spin sections stay
 * balanced, and what it fakes once the world has stopped (freebsd.md 1.2, 1.8).
 */
#define KIND "spin"
#include "kind.h"
#include "locks/spin.h"

#include <pthread.h>
#include <time.h>

static struct thread me;
static struct thread other;
static struct spin s;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	spin_init(&s);
	stop_set(&me, false);
	return 0;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&s.word);
}

TEST_OF_KIND(lock_and_unlock_write_owner_and_unowned, set_up)
{
	subject.lock(&s, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	assert_true(spin_owned(&s, &me));
	assert_false(spin_owned(&s, &other));
	assert_int_equal(me.spin_nest, 1);
	subject.unlock(&s, &me);
	assert_int_equal(word(), SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

TEST_OF_KIND(recursion_is_counted_with_its_sections, set_up)
{
	subject.lock(&s, &me);
	subject.lock(&s, &me);
	assert_int_equal(s.recurse, 1);
	assert_int_equal(me.spin_nest, 2);
	subject.unlock(&s, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	subject.unlock(&s, &me);
	assert_int_equal(word(), SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

TEST_OF_KIND(trylock_enters_a_section_only_if_it_takes_the_lock, set_up)
{
	assert_true(subject.trylock(&s, &me));
	assert_int_equal(me.spin_nest, 1);
	assert_false(subject.trylock(&s, &other));
	assert_int_equal(other.spin_nest, 0);
	assert_int_equal(word(), (uintptr_t)&me);
}

static void *
lock_and_unlock_as_other(void *arg)
{
	(void)arg;
	subject.lock(&s, &other);
	subject.unlock(&s, &other);
	return NULL;
}

TEST_OF_KIND(a_waiter_spins_until_the_lock_is_free, set_up)
{
	const struct timespec ms = { .tv_nsec = 1000000 };
	pthread_t thread;

	subject.lock(&s, &me);
	assert_int_equal(
	    pthread_create(&thread, NULL, lock_and_unlock_as_other, NULL), 0);
	nanosleep(&ms, NULL);
	assert_int_equal(word(), (uintptr_t)&me);
	subject.unlock(&s, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), SPIN_UNOWNED);
	assert_int_equal(other.spin_nest, 0);
}

TEST_OF_CHECK(stopped_an_owned_lock_is_faked_and_its_word_kept, set_up)
{
	subject.lock(&s, &other);
	stop_set(&me, true);
	subject.lock(&s, &me);
	assert_int_equal(word(), (uintptr_t)&other);
	assert_int_equal(me.spin_nest, subject.at_entry ? 0 : 1);
}

TEST_OF_CHECK(stopped_unlock_stores_unless_tested_at_entry, set_up)
{
	subject.lock(&s, &other);
	stop_set(&me, true);
	subject.lock(&s, &me);
	subject.unlock(&s, &me);
	assert_int_equal(
	    word(), subject.at_entry ? (uintptr_t)&other : SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

TEST_OF_CHECK(stopped_trylock_says_true_and_keeps_the_balance, set_up)
{
	subject.lock(&s, &other);
	stop_set(&me, true);
	assert_true(subject.trylock(&s, &me));
	assert_int_equal(word(), (uintptr_t)&other);
	assert_int_equal(me.spin_nest, subject.at_entry ? 0 : 1);
	subject.unlock(&s, &me);
	assert_int_equal(me.spin_nest, 0);
}
TEST_OF_NO_CHECK(without_a_check_nothing_is_faked, set_up)
{
	subject.lock(&s, &other);
	stop_set(&me, true);
	assert_false(subject.trylock(&s, &me));
	assert_int_equal(word(), (uintptr_t)&other);
}
