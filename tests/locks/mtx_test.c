/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what mtx does to its word, that it recurses, blocks and wakes, and
 * what it fakes once the world has stopped (freebsd.md 1.8).  Built for every
 * check and place; -DFAKES=1 where there is a check, -DAT_ENTRY=1 where it
 * stands at the entry.
 */
#include "locks/mtx.h"

#include "await.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct thread me;
static struct thread other;
static struct mtx m;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	mtx_init(&m);
	stop_set(&me, false);
	return 0;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&m.word);
}

static void
test_lock_and_unlock_write_owner_and_unowned(void **state)
{
	(void)state;
	mtx_lock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	assert_true(mtx_owned(&m, &me));
	assert_false(mtx_owned(&m, &other));
	mtx_unlock(&m, &me);
	assert_int_equal(word(), MTX_UNOWNED);
	assert_false(mtx_owned(&m, &me));
}

static void
test_recursion_is_counted_and_marked(void **state)
{
	(void)state;
	mtx_lock(&m, &me);
	mtx_lock(&m, &me);
	assert_true(mtx_trylock(&m, &me));
	assert_int_equal(m.recurse, 2);
	assert_int_equal(word(), (uintptr_t)&me | MTX_RECURSED);
	mtx_unlock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&me | MTX_RECURSED);
	mtx_unlock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	mtx_unlock(&m, &me);
	assert_int_equal(word(), MTX_UNOWNED);
}

static void
test_trylock_takes_a_free_lock_only(void **state)
{
	(void)state;
	assert_true(mtx_trylock(&m, &me));
	assert_int_equal(word(), (uintptr_t)&me);
	assert_false(mtx_trylock(&m, &other));
	assert_int_equal(word(), (uintptr_t)&me);
}

static void *
lock_and_unlock_as_other(void *arg)
{
	(void)arg;
	mtx_lock(&m, &other);
	mtx_unlock(&m, &other);
	return NULL;
}

static void
wait_until_contested(void)
{
	assert_true(await_word(&m.word, MTX_CONTESTED, MTX_CONTESTED));
}

static void
test_a_waiter_blocks_while_the_owner_does_not_run(void **state)
{
	pthread_t thread;

	(void)state;
	mtx_lock(&m, &me);
	atomic_store_rlx(&me.running, false);
	assert_int_equal(
	    pthread_create(&thread, NULL, lock_and_unlock_as_other, NULL), 0);
	wait_until_contested();
	assert_int_equal(word(), (uintptr_t)&me | MTX_CONTESTED);
	atomic_store_rlx(&me.running, true);
	mtx_unlock(&m, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), MTX_UNOWNED);
	assert_true(thread_is_running(&other));
}

static void
test_a_contested_lock_recurses_and_still_wakes(void **state)
{
	pthread_t thread;

	(void)state;
	mtx_lock(&m, &me);
	atomic_store_rlx(&me.running, false);
	assert_int_equal(
	    pthread_create(&thread, NULL, lock_and_unlock_as_other, NULL), 0);
	wait_until_contested();
	mtx_lock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&me | MTX_CONTESTED | MTX_RECURSED);
	mtx_unlock(&m, &me);
	mtx_unlock(&m, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), MTX_UNOWNED);
}

#if FAKES
static void
test_stopped_an_owned_lock_is_faked_and_its_word_kept(void **state)
{
	(void)state;
	mtx_lock(&m, &other);
	stop_set(&me, true);
	/* The other "runs": without the check first, this would never end. */
	mtx_lock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&other);
	assert_false(mtx_owned(&m, &me));
	mtx_unlock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&other);
}

static void
test_stopped_trylock_says_true_and_keeps_the_word(void **state)
{
	(void)state;
	mtx_lock(&m, &other);
	stop_set(&me, true);
	assert_true(mtx_trylock(&m, &me));
	assert_int_equal(word(), (uintptr_t)&other);
}

static void
test_stopped_recursion_is_not_counted(void **state)
{
	(void)state;
	mtx_lock(&m, &me);
	stop_set(&me, true);
	mtx_lock(&m, &me);
	assert_int_equal(m.recurse, 0);
	assert_int_equal(word(), (uintptr_t)&me);
}

static void
test_stopped_a_free_lock_is_taken_unless_tested_at_entry(void **state)
{
	(void)state;
	stop_set(&me, true);
	mtx_lock(&m, &me);
	assert_int_equal(word(), AT_ENTRY ? MTX_UNOWNED : (uintptr_t)&me);
	mtx_unlock(&m, &me);
	assert_int_equal(word(), MTX_UNOWNED);
}
#else
static void
test_without_a_check_nothing_is_faked(void **state)
{
	(void)state;
	mtx_lock(&m, &other);
	stop_set(&me, true);
	assert_false(mtx_trylock(&m, &me));
	assert_int_equal(word(), (uintptr_t)&other);
}
#endif

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lock_and_unlock_write_owner_and_unowned),
		TEST(test_recursion_is_counted_and_marked),
		TEST(test_trylock_takes_a_free_lock_only),
		TEST(test_a_waiter_blocks_while_the_owner_does_not_run),
		TEST(test_a_contested_lock_recurses_and_still_wakes),
#if FAKES
		TEST(test_stopped_an_owned_lock_is_faked_and_its_word_kept),
		TEST(test_stopped_trylock_says_true_and_keeps_the_word),
		TEST(test_stopped_recursion_is_not_counted),
		TEST(test_stopped_a_free_lock_is_taken_unless_tested_at_entry),
#else
		TEST(test_without_a_check_nothing_is_faked),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
