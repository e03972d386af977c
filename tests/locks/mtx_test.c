/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what mtx does to its word, that it recurses, blocks and wakes, and
 * what it fakes once the world has stopped (freebsd.md 1.8).
 */
#define KIND "mtx"
#include "kind.h"
#include "locks/mtx.h"

#include "await.h"

#include <pthread.h>
#include <stdlib.h>

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

TEST_OF_KIND(lock_and_unlock_write_owner_and_unowned, set_up)
{
	subject.lock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	assert_true(mtx_owned(&m, &me));
	assert_false(mtx_owned(&m, &other));
	subject.unlock(&m, &me);
	assert_int_equal(word(), MTX_UNOWNED);
	assert_false(mtx_owned(&m, &me));
}

TEST_OF_KIND(recursion_is_counted_and_marked, set_up)
{
	subject.lock(&m, &me);
	subject.lock(&m, &me);
	assert_true(subject.trylock(&m, &me));
	assert_int_equal(m.recurse, 2);
	assert_int_equal(word(), (uintptr_t)&me | MTX_RECURSED);
	subject.unlock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&me | MTX_RECURSED);
	subject.unlock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	subject.unlock(&m, &me);
	assert_int_equal(word(), MTX_UNOWNED);
}

TEST_OF_KIND(trylock_takes_a_free_lock_only, set_up)
{
	assert_true(subject.trylock(&m, &me));
	assert_int_equal(word(), (uintptr_t)&me);
	assert_false(subject.trylock(&m, &other));
	assert_int_equal(word(), (uintptr_t)&me);
}

static void *
lock_and_unlock_as_other(void *arg)
{
	(void)arg;
	subject.lock(&m, &other);
	subject.unlock(&m, &other);
	return NULL;
}

static void
wait_until_contested(void)
{
	assert_true(await_word(&m.word, MTX_CONTESTED, MTX_CONTESTED));
}

TEST_OF_KIND(a_waiter_blocks_while_the_owner_does_not_run, set_up)
{
	pthread_t thread;

	subject.lock(&m, &me);
	atomic_store_rlx(&me.running, false);
	assert_int_equal(
	    pthread_create(&thread, NULL, lock_and_unlock_as_other, NULL), 0);
	wait_until_contested();
	assert_int_equal(word(), (uintptr_t)&me | MTX_CONTESTED);
	atomic_store_rlx(&me.running, true);
	subject.unlock(&m, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), MTX_UNOWNED);
	assert_true(thread_is_running(&other));
}

TEST_OF_KIND(a_contested_lock_recurses_and_still_wakes, set_up)
{
	pthread_t thread;

	subject.lock(&m, &me);
	atomic_store_rlx(&me.running, false);
	assert_int_equal(
	    pthread_create(&thread, NULL, lock_and_unlock_as_other, NULL), 0);
	wait_until_contested();
	subject.lock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&me | MTX_CONTESTED | MTX_RECURSED);
	subject.unlock(&m, &me);
	subject.unlock(&m, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), MTX_UNOWNED);
}

TEST_OF_CHECK(stopped_an_owned_lock_is_faked_and_its_word_kept, set_up)
{
	subject.lock(&m, &other);
	stop_set(&me, true);
	/* The other "runs": without the check first, this would never end. */
	subject.lock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&other);
	assert_false(mtx_owned(&m, &me));
	subject.unlock(&m, &me);
	assert_int_equal(word(), (uintptr_t)&other);
}

TEST_OF_CHECK(stopped_trylock_says_true_and_keeps_the_word, set_up)
{
	subject.lock(&m, &other);
	stop_set(&me, true);
	assert_true(subject.trylock(&m, &me));
	assert_int_equal(word(), (uintptr_t)&other);
}

TEST_OF_CHECK(stopped_recursion_is_not_counted, set_up)
{
	subject.lock(&m, &me);
	stop_set(&me, true);
	subject.lock(&m, &me);
	assert_int_equal(m.recurse, 0);
	assert_int_equal(word(), (uintptr_t)&me);
}

TEST_OF_CHECK(stopped_a_free_lock_is_taken_unless_tested_at_entry, set_up)
{
	stop_set(&me, true);
	subject.lock(&m, &me);
	assert_int_equal(
	    word(), subject.at_entry ? MTX_UNOWNED : (uintptr_t)&me);
	subject.unlock(&m, &me);
	assert_int_equal(word(), MTX_UNOWNED);
}
TEST_OF_NO_CHECK(without_a_check_nothing_is_faked, set_up)
{
	subject.lock(&m, &other);
	stop_set(&me, true);
	assert_false(subject.trylock(&m, &me));
	assert_int_equal(word(), (uintptr_t)&other);
}
