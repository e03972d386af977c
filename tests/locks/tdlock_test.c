/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that tdlock is the lock in force, that a change of it sends those who
 * wait to the new one, and what it fakes once the world has stopped: June 2012,
 * with the spin section that a pair of lock and unlock then loses (freebsd.md
 * 1.2, 1.8).  Built for every check and place; -DFAKES=1 where there is a
 * check, -DAT_ENTRY=1 where it stands at the entry.
 */
#include "locks/tdlock.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

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

static void
test_it_is_the_lock_in_force(void **state)
{
	(void)state;
	assert_ptr_equal(tdlock_in_force(&tl), &tl.own);
	tdlock_lock(&tl, &me);
	assert_true(spin_owned(&tl.own, &me));
	assert_true(tdlock_owned(&tl, &me));
	assert_false(tdlock_owned(&tl, &other));
	assert_int_equal(me.spin_nest, 1);
	tdlock_unlock(&tl, &me);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

static void
test_recursion_is_the_lock_in_forces(void **state)
{
	(void)state;
	spin_lock(&tl.own, &me);
	tdlock_lock(&tl, &me);
	assert_int_equal(tl.own.recurse, 1);
	assert_int_equal(me.spin_nest, 2);
	tdlock_unlock(&tl, &me);
	assert_true(tdlock_owned(&tl, &me));
	spin_unlock(&tl.own, &me);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

static void
test_a_try_enters_a_section_only_if_it_takes_the_lock(void **state)
{
	(void)state;
	assert_true(tdlock_trylock(&tl, &me));
	assert_int_equal(me.spin_nest, 1);
	assert_false(tdlock_trylock(&tl, &other));
	assert_int_equal(other.spin_nest, 0);
	assert_true(tdlock_owned(&tl, &me));
}

static void
test_a_set_gives_the_old_lock_back_and_keeps_the_new(void **state)
{
	(void)state;
	tdlock_lock(&tl, &me);
	spin_lock(&another, &me);
	tdlock_set(&tl, &another, &me);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	assert_true(tdlock_owned(&tl, &me));
	assert_true(spin_owned(&another, &me));
	assert_int_equal(me.spin_nest, 1);

	/* Who goes by the old lock now has nothing to do with it. */
	spin_lock(&tl.own, &other);
	assert_false(tdlock_owned(&tl, &other));
	spin_unlock(&tl.own, &other);
	tdlock_unlock(&tl, &me);
	assert_int_equal(another.word, SPIN_UNOWNED);
	assert_int_equal(me.spin_nest, 0);
}

static void *
lock_as_other(void *arg)
{
	(void)arg;
	tdlock_lock(&tl, &other);
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

static void
test_a_waiter_spins_until_the_lock_is_free(void **state)
{
	pthread_t thread;

	(void)state;
	tdlock_lock(&tl, &me);
	start_waiting(&thread);
	tdlock_unlock(&tl, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(tdlock_owned(&tl, &other));
	assert_int_equal(other.spin_nest, 1);
}

/* The old lock is never free: it is held twice, and given back once. */
static void
test_a_waiter_goes_on_to_the_new_lock_past_the_old(void **state)
{
	pthread_t thread;

	(void)state;
	spin_lock(&tl.own, &me);
	tdlock_lock(&tl, &me);
	spin_lock(&another, &me);
	start_waiting(&thread);
	tdlock_set(&tl, &another, &me);
	assert_true(spin_owned(&tl.own, &me));
	assert_true(tdlock_owned(&tl, &me));
	tdlock_unlock(&tl, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(spin_owned(&another, &other));
	assert_true(spin_owned(&tl.own, &me));
	assert_int_equal(other.spin_nest, 1);
	assert_int_equal(me.spin_nest, 1);
}

#if FAKES
static void
test_stopped_an_owned_lock_is_faked_and_its_word_kept(void **state)
{
	(void)state;
	tdlock_lock(&tl, &other);
	stop_set(&me, true);
	tdlock_lock(&tl, &me);
	assert_true(tdlock_owned(&tl, &other));
	assert_int_equal(me.spin_nest, 0);
	assert_true(tdlock_trylock(&tl, &me));
	assert_true(tdlock_owned(&tl, &other));
	assert_int_equal(me.spin_nest, 0);
}

/* Tested before the compare-and-swap, at either place. */
static void
test_stopped_a_free_lock_is_faked_too(void **state)
{
	(void)state;
	stop_set(&me, true);
	tdlock_lock(&tl, &me);
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
	assert_true(tdlock_trylock(&tl, &me));
	assert_int_equal(tl.own.word, SPIN_UNOWNED);
}

static void
test_stopped_unlock_stores_unless_tested_at_entry(void **state)
{
	(void)state;
	tdlock_lock(&tl, &other);
	stop_set(&me, true);
	thread_spin_enter(&me);
	tdlock_lock(&tl, &me);
	tdlock_unlock(&tl, &me);
	assert_true(tdlock_owned(&tl, &other) == AT_ENTRY);
}

/*
 * What 10.4 and 11.0 put right: panic() runs in a spin section, and with the
 * first pair, without wrappers, it no longer does.
 */
static void
test_stopped_a_pair_ends_the_section_of_the_panic(void **state)
{
	(void)state;
	thread_spin_enter(&me);
	stop_set(&me, true);
	tdlock_lock(&tl, &me);
	assert_int_equal(me.spin_nest, 1);
	tdlock_unlock(&tl, &me);
	assert_int_equal(me.spin_nest, AT_ENTRY ? 1 : 0);
}

static void
test_stopped_a_set_asserts_nothing(void **state)
{
	(void)state;
	thread_spin_enter(&me);
	tdlock_lock(&tl, &other);
	stop_set(&me, true);
	tdlock_set(&tl, &another, &me);
	assert_ptr_equal(tdlock_in_force(&tl), &another);
}
#else
static void
test_without_a_check_nothing_is_faked(void **state)
{
	(void)state;
	tdlock_lock(&tl, &other);
	stop_set(&me, true);
	assert_false(tdlock_trylock(&tl, &me));
	assert_true(tdlock_owned(&tl, &other));
}
#endif

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_it_is_the_lock_in_force),
		TEST(test_recursion_is_the_lock_in_forces),
		TEST(test_a_try_enters_a_section_only_if_it_takes_the_lock),
		TEST(test_a_set_gives_the_old_lock_back_and_keeps_the_new),
		TEST(test_a_waiter_spins_until_the_lock_is_free),
		TEST(test_a_waiter_goes_on_to_the_new_lock_past_the_old),
#if FAKES
		TEST(test_stopped_an_owned_lock_is_faked_and_its_word_kept),
		TEST(test_stopped_a_free_lock_is_faked_too),
		TEST(test_stopped_unlock_stores_unless_tested_at_entry),
		TEST(test_stopped_a_pair_ends_the_section_of_the_panic),
		TEST(test_stopped_a_set_asserts_nothing),
#else
		TEST(test_without_a_check_nothing_is_faked),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
