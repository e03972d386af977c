/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what lk does to its word and to its interlock, that sharers and owners
 * wait for each other, and what is faked after a panic (freebsd.md 1.6, 1.8).
 */
#define KIND "lk"
#include "inner.h"
#include "kind.h"
#include "locks/lk.h"

#include "await.h"

#include <errno.h>
#include <pthread.h>

static struct thread me;
static struct thread other;
static struct lk lk;
static struct mtx interlock;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	lk_init(&lk);
	mtx_init(&interlock);
	stop_set(&me, false);
	stop_set_panicstr(NULL);
	return 0;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&lk.word);
}

static uintptr_t
shared_by(uintptr_t n)
{
	return LK_SHARE + n * LK_ONE_SHARER;
}

/* Waits until the other is blocked, of which the lock has that mark. */
static void
wait_until_marked(uintptr_t mark)
{
	assert_true(await_blocked(&other));
	assert_true(word() & mark);
}

TEST_OF_KIND(exclusive_writes_owner_and_unlocked, set_up)
{
	lk_lock(&lk, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	assert_true(lk_owned(&lk, &me));
	assert_false(lk_owned(&lk, &other));
	assert_false(lk_trylock(&lk, &other));
	assert_false(lk_tryrlock(&lk, &other));
	lk_unlock(&lk, &me);
	assert_int_equal(word(), LK_UNLOCKED);
}

TEST_OF_KIND(sharers_are_counted, set_up)
{
	lk_rlock(&lk, &me);
	assert_true(lk_tryrlock(&lk, &other));
	assert_int_equal(word(), shared_by(2));
	assert_false(lk_trylock(&lk, &me));
	assert_false(lk_tryupgrade(&lk, &me));
	lk_runlock(&lk, &other);
	assert_int_equal(other.lk_shares, 0);
	assert_true(lk_tryupgrade(&lk, &me));
	assert_int_equal(me.lk_shares, 0);
	assert_int_equal(word(), (uintptr_t)&me);
	lk_downgrade(&lk, &me);
	assert_int_equal(word(), shared_by(1));
	lk_runlock(&lk, &me);
	assert_int_equal(word(), LK_UNLOCKED);
	assert_int_equal(me.lk_shares, 0);
}

TEST_OF_KIND(recursion_is_counted, set_up)
{
	lk_lock(&lk, &me);
	lk_lock(&lk, &me);
	assert_true(lk_trylock(&lk, &me));
	assert_int_equal(lk.recurse, 2);
	lk_unlock(&lk, &me);
	lk_unlock(&lk, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	lk_unlock(&lk, &me);
	assert_int_equal(word(), LK_UNLOCKED);
}

TEST_OF_KIND(an_owner_that_wants_a_share_is_told, set_up)
{
	lk_lock(&lk, &me);
	assert_int_equal(lk_op(&lk, LK_SHARED, NULL, &me), -EDEADLK);
	assert_int_equal(word(), (uintptr_t)&me);
}

TEST_OF_KIND(the_interlock_is_given_back_in_any_case, set_up)
{
	inner_lock(&interlock, &me);
	assert_int_equal(lk_op(&lk, LK_EXCLUSIVE, &interlock, &me), 0);
	assert_false(mtx_owned(&interlock, &me));
	inner_lock(&interlock, &other);
	assert_int_equal(
	    lk_op(&lk, LK_SHARED | LK_NOWAIT, &interlock, &other), -EBUSY);
	assert_false(mtx_owned(&interlock, &other));
	inner_lock(&interlock, &me);
	assert_int_equal(lk_op(&lk, LK_RELEASE, &interlock, &me), 0);
	assert_false(mtx_owned(&interlock, &me));
}

static void *
exclude_as_other(void *arg)
{
	(void)arg;
	inner_lock(&interlock, &other);
	lk_op(&lk, LK_EXCLUSIVE, &interlock, &other);
	lk_unlock(&lk, &other);
	return NULL;
}

static void *
share_as_other(void *arg)
{
	(void)arg;
	lk_rlock(&lk, &other);
	lk_runlock(&lk, &other);
	return NULL;
}

static void
start_other(pthread_t *thread, void *(*body)(void *))
{
	assert_int_equal(pthread_create(thread, NULL, body, NULL), 0);
}

TEST_OF_KIND(a_share_is_waited_for_and_keeps_new_sharers_out, set_up)
{
	pthread_t thread;
	struct thread third;

	thread_init(&third);
	lk_rlock(&lk, &me);
	start_other(&thread, exclude_as_other);
	wait_until_marked(LK_EXCLUSIVE_WAITERS);
	/* It sleeps without its interlock. */
	assert_true(await_word(&interlock.word, UINTPTR_MAX, MTX_UNOWNED));
	assert_false(lk_tryrlock(&lk, &third));
	/* But not who shares already: it may be waited for. */
	assert_true(lk_tryrlock(&lk, &me));
	lk_runlock(&lk, &me);
	lk_runlock(&lk, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), LK_UNLOCKED);
}

TEST_OF_KIND(an_owner_is_waited_for_by_sharers, set_up)
{
	pthread_t thread;

	lk_lock(&lk, &me);
	start_other(&thread, share_as_other);
	wait_until_marked(LK_SHARED_WAITERS);
	assert_int_equal(word(), (uintptr_t)&me | LK_SHARED_WAITERS);
	lk_unlock(&lk, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), LK_UNLOCKED);
}

static void *
upgrade_as_other(void *arg)
{
	(void)arg;
	lk_op(&lk, LK_UPGRADE, NULL, &other);
	lk_unlock(&lk, &other);
	return NULL;
}

TEST_OF_KIND(an_upgrade_among_sharers_gives_back_and_waits, set_up)
{
	pthread_t thread;

	lk_rlock(&lk, &me);
	lk_rlock(&lk, &other);
	start_other(&thread, upgrade_as_other);
	wait_until_marked(LK_EXCLUSIVE_WAITERS);
	assert_int_equal(word(), shared_by(1) | LK_EXCLUSIVE_WAITERS);
	lk_runlock(&lk, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), LK_UNLOCKED);
}

static void *
drain_as_other(void *arg)
{
	(void)arg;
	inner_lock(&interlock, &other);
	lk_op(&lk, LK_DRAIN, &interlock, &other);
	return NULL;
}

TEST_OF_KIND(a_drain_waits_for_sharers_and_keeps_the_lock, set_up)
{
	pthread_t thread;

	lk_rlock(&lk, &me);
	assert_int_equal(
	    lk_op(&lk, LK_DRAIN | LK_NOWAIT, NULL, &other), -EBUSY);
	start_other(&thread, drain_as_other);
	wait_until_marked(LK_EXCLUSIVE_WAITERS);
	assert_true(await_word(&interlock.word, UINTPTR_MAX, MTX_UNOWNED));
	lk_runlock(&lk, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), (uintptr_t)&other);
	lk_unlock(&lk, &other);
	assert_int_equal(word(), LK_UNLOCKED);
}

/* Where an exclusive acquisition goes past them, a drain lets them go first. */
TEST_OF_KIND(a_drain_of_a_free_lock_wakes_who_waits, set_up)
{
	pthread_t thread;

	lk_lock(&lk, &me);
	start_other(&thread, share_as_other);
	wait_until_marked(LK_SHARED_WAITERS);
	/* As if the owner had left without a look: the mark alone is there. */
	atomic_store_rlx(&lk.word, LK_UNLOCKED | LK_SHARED_WAITERS);
	assert_int_equal(lk_op(&lk, LK_DRAIN, NULL, &me), 0);
	assert_int_equal(word(), (uintptr_t)&me);
	lk_unlock(&lk, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(word(), LK_UNLOCKED);
}

TEST_OF_KIND(an_owner_who_may_not_recurse_is_told, set_up)
{
	lk_lock(&lk, &me);
	assert_int_equal(
	    lk_op(&lk, LK_EXCLUSIVE | LK_NOWAIT, NULL, &me), -EBUSY);
	assert_int_equal(lk.recurse, 0);
}

TEST_OF_KIND(a_downgrade_leaves_waiters_to_the_release, set_up)
{
	pthread_t thread;

	lk_lock(&lk, &me);
	start_other(&thread, share_as_other);
	wait_until_marked(LK_SHARED_WAITERS);
	lk_downgrade(&lk, &me);
	assert_int_equal(word(), shared_by(1) | LK_SHARED_WAITERS);
	assert_false(thread_is_running(&other));
	lk_runlock(&lk, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
}

TEST_OF_KIND(no_operation_is_an_error, set_up)
{
	inner_lock(&interlock, &me);
	assert_int_equal(lk_op(&lk, LK_NOWAIT, &interlock, &me), -EINVAL);
	assert_false(mtx_owned(&interlock, &me));
	assert_int_equal(word(), LK_UNLOCKED);
}

TEST_OF_KIND(stopped_but_not_panicked_nothing_is_faked, set_up)
{
	lk_lock(&lk, &other);
	stop_set(&me, true);
	stop_set_panicstr(NULL);
	assert_false(lk_trylock(&lk, &me));
	assert_false(lk_tryrlock(&lk, &me));
}

TEST_OF_CHECK(panicked_every_operation_is_faked_and_the_word_kept, set_up)
{
	lk_lock(&lk, &other);
	stop_set_panicstr("a test");
	for (unsigned op = LK_SHARED; op <= LK_DRAIN; op++) {
		inner_lock(&interlock, &me);
		assert_int_equal(lk_op(&lk, op, &interlock, &me), 0);
		assert_false(mtx_owned(&interlock, &me));
		assert_int_equal(word(), (uintptr_t)&other);
	}
	assert_true(lk_trylock(&lk, &me));
	assert_false(lk_owned(&lk, &me));
	assert_true(lk_owned(&lk, &other));
	assert_int_equal(me.lk_shares, 0);
	assert_int_equal(lk.recurse, 0);
}

/* The test stands before the word: unlike mtx, a free lock is not taken. */
TEST_OF_CHECK(panicked_a_free_lock_is_not_taken, set_up)
{
	stop_set_panicstr("a test");
	lk_lock(&lk, &me);
	assert_int_equal(word(), LK_UNLOCKED);
}
TEST_OF_NO_CHECK(without_a_check_nothing_is_faked, set_up)
{
	lk_lock(&lk, &other);
	stop_set_panicstr("a test");
	assert_false(lk_trylock(&lk, &me));
}
