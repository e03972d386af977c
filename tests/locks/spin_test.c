/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what spin does to its word, that it recurses, that spin sections stay
 * balanced, and what it fakes once the world has stopped (freebsd.md 1.2, 1.8).
 * Built for every check and place; -DFAKES=1 where there is a check,
 * -DAT_ENTRY=1 where it stands at the entry.
 */
#include "locks/spin.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

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

static void
test_lock_and_unlock_write_owner_and_unowned(void **state)
{
	(void)state;
	spin_lock(&s, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	assert_true(spin_owned(&s, &me));
	assert_false(spin_owned(&s, &other));
	assert_int_equal(me.spin_nest, 1);
	spin_unlock(&s, &me);
	assert_int_equal(word(), SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

static void
test_recursion_is_counted_with_its_sections(void **state)
{
	(void)state;
	spin_lock(&s, &me);
	spin_lock(&s, &me);
	assert_int_equal(s.recurse, 1);
	assert_int_equal(me.spin_nest, 2);
	spin_unlock(&s, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	spin_unlock(&s, &me);
	assert_int_equal(word(), SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

static void
test_trylock_enters_a_section_only_if_it_takes_the_lock(void **state)
{
	(void)state;
	assert_true(spin_trylock(&s, &me));
	assert_int_equal(me.spin_nest, 1);
	assert_false(spin_trylock(&s, &other));
	assert_int_equal(other.spin_nest, 0);
	assert_int_equal(word(), (uintptr_t)&me);
}

static void *
lock_and_unlock_as_other(void *arg)
{
	(void)arg;
	spin_lock(&s, &other);
	spin_unlock(&s, &other);
	return NULL;
}

static void
test_a_waiter_spins_until_the_lock_is_free(void **state)
{
	const struct timespec ms = { .tv_nsec = 1000000 };
	pthread_t thread;

	(void)state;
	spin_lock(&s, &me);
	assert_int_equal(
	    pthread_create(&thread, NULL, lock_and_unlock_as_other, NULL), 0);
	nanosleep(&ms, NULL);
	assert_int_equal(word(), (uintptr_t)&me);
	spin_unlock(&s, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), SPIN_UNOWNED);
	assert_int_equal(other.spin_nest, 0);
}

#if FAKES
static void
test_stopped_an_owned_lock_is_faked_and_its_word_kept(void **state)
{
	(void)state;
	spin_lock(&s, &other);
	stop_set(&me, true);
	spin_lock(&s, &me);
	assert_int_equal(word(), (uintptr_t)&other);
	assert_int_equal(me.spin_nest, AT_ENTRY ? 0 : 1);
}

static void
test_stopped_unlock_stores_unless_tested_at_entry(void **state)
{
	(void)state;
	spin_lock(&s, &other);
	stop_set(&me, true);
	spin_lock(&s, &me);
	spin_unlock(&s, &me);
	assert_int_equal(word(), AT_ENTRY ? (uintptr_t)&other : SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

static void
test_stopped_trylock_says_true_and_keeps_the_balance(void **state)
{
	(void)state;
	spin_lock(&s, &other);
	stop_set(&me, true);
	assert_true(spin_trylock(&s, &me));
	assert_int_equal(word(), (uintptr_t)&other);
	assert_int_equal(me.spin_nest, AT_ENTRY ? 0 : 1);
	spin_unlock(&s, &me);
	assert_int_equal(me.spin_nest, 0);
}
#else
static void
test_without_a_check_nothing_is_faked(void **state)
{
	(void)state;
	spin_lock(&s, &other);
	stop_set(&me, true);
	assert_false(spin_trylock(&s, &me));
	assert_int_equal(word(), (uintptr_t)&other);
}
#endif

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lock_and_unlock_write_owner_and_unowned),
		TEST(test_recursion_is_counted_with_its_sections),
		TEST(test_trylock_enters_a_section_only_if_it_takes_the_lock),
		TEST(test_a_waiter_spins_until_the_lock_is_free),
#if FAKES
		TEST(test_stopped_an_owned_lock_is_faked_and_its_word_kept),
		TEST(test_stopped_unlock_stores_unless_tested_at_entry),
		TEST(test_stopped_trylock_says_true_and_keeps_the_balance),
#else
		TEST(test_without_a_check_nothing_is_faked),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
