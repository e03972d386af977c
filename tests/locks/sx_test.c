/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what sx does to its word, whom it wakes first, who is let in past
 * whom, that the owner recurses, and what is faked where sx differs from other
 * locks with readers (freebsd.md 1.4, 1.8, 4.5).  What they share,
 * shared_test.c and faking_test.c have; how sleepers are called away,
 * sleepq_test.c.
 */
#define KIND "sx"
#include "kind.h"
#include "locks/sleepq.h"
#include "locks/sx.h"

#include "waiter.h"

/* Sharers in a word. */
#define SHARERS(n) (SX_SHARED | (n)*SX_ONE_SHARER)
#define WAITERS    (SX_SHARED_WAITERS | SX_EXCLUSIVE_WAITERS)

static struct thread me;
static struct thread other;
static struct waiter writer;
static struct waiter reader;
static struct sx sx;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	sx_init(&sx);
	stop_set(&me, false);
	return 0;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&sx.word);
}

TEST_OF_KIND(an_owner_is_the_word_and_sharers_are_counted_in_it, set_up)
{
	assert_int_equal(word(), SX_UNLOCKED);
	subject.lock(&sx, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	subject.downgrade(&sx, &me);
	assert_int_equal(word(), SHARERS(1));
	subject.rlock(&sx, &other);
	assert_int_equal(word(), SHARERS(2));
	subject.runlock(&sx, &other);
	assert_true(subject.tryupgrade(&sx, &me));
	assert_int_equal(word(), (uintptr_t)&me);
	subject.unlock(&sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

TEST_OF_KIND(recursion_is_counted_and_marked, set_up)
{
	assert_int_equal(subject.lock_sig(&sx, &me), 0);
	subject.lock(&sx, &me);
	assert_true(subject.trylock(&sx, &me));
	assert_int_equal(sx.recurse, 2);
	assert_int_equal(word(), (uintptr_t)&me | SX_RECURSED);
	assert_true(sx_owned(&sx, &me));
	subject.unlock(&sx, &me);
	assert_int_equal(word(), (uintptr_t)&me | SX_RECURSED);
	subject.unlock(&sx, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	subject.unlock(&sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

TEST_OF_KIND(sharers_get_past_sleeping_writers, set_up)
{
	subject.rlock(&sx, &me);
	assert_true(waiter_start(&writer, &sx, &me, waiter_write));
	assert_int_equal(word(), SHARERS(1) | SX_EXCLUSIVE_WAITERS);
	subject.rlock(&sx, &other);
	assert_int_equal(word(), SHARERS(2) | SX_EXCLUSIVE_WAITERS);
	subject.runlock(&sx, &other);
	subject.runlock(&sx, &me);
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), SX_UNLOCKED);
}

/* Sees that the reader, and it alone, was woken; ends both. */
static void
assert_the_reader_is_first(void)
{
	assert_true(await_word(
	    &sx.word, UINTPTR_MAX, SHARERS(1) | SX_EXCLUSIVE_WAITERS));
	assert_false(thread_is_running(&writer.td));
	assert_true(waiter_end(&reader));
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), SX_UNLOCKED);
}

/* Has *me own the lock, and a writer, then a reader, sleep for it. */
static void
own_with_both_asleep(void)
{
	subject.lock(&sx, &me);
	assert_true(waiter_start(&writer, &sx, &me, waiter_write));
	assert_true(waiter_start(&reader, &sx, &me, waiter_read));
	assert_int_equal(word(), (uintptr_t)&me | WAITERS);
}

TEST_OF_KIND(an_unlock_wakes_readers_first, set_up)
{
	own_with_both_asleep();
	subject.unlock(&sx, &me);
	assert_the_reader_is_first();
}

TEST_OF_KIND(a_downgrade_wakes_readers_though_a_writer_waits, set_up)
{
	own_with_both_asleep();
	subject.downgrade(&sx, &me);
	assert_true(await_word(
	    &sx.word, UINTPTR_MAX, SHARERS(2) | SX_EXCLUSIVE_WAITERS));
	subject.runlock(&sx, &me);
	assert_the_reader_is_first();
}

TEST_OF_KIND(an_upgrade_keeps_the_writers_marked, set_up)
{
	subject.rlock(&sx, &me);
	assert_true(waiter_start(&writer, &sx, &me, waiter_write));
	assert_true(subject.tryupgrade(&sx, &me));
	assert_int_equal(word(), (uintptr_t)&me | SX_EXCLUSIVE_WAITERS);
	subject.unlock(&sx, &me);
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), SX_UNLOCKED);
}

TEST_OF_KIND(a_new_writer_claims_a_free_lock_and_keeps_its_mark, set_up)
{
	atomic_set_rlx(&sx.word, SX_EXCLUSIVE_WAITERS);
	subject.lock(&sx, &me);
	assert_int_equal(word(), (uintptr_t)&me | SX_EXCLUSIVE_WAITERS);
	subject.unlock(&sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

TEST_OF_CHECK(stopped_interruptible_forms_return_0, set_up)
{
	subject.lock(&sx, &other);
	sleepq_abort(&me);
	stop_set(&me, true);
	assert_int_equal(subject.lock_sig(&sx, &me), 0);
	assert_int_equal(subject.rlock_sig(&sx, &me), 0);
	assert_int_equal(word(), (uintptr_t)&other);
}

TEST_OF_CHECK(stopped_a_free_lock_is_shared_unless_tested_at_entry, set_up)
{
	stop_set(&me, true);
	subject.rlock(&sx, &me);
	assert_int_equal(word(), subject.at_entry ? SX_UNLOCKED : SHARERS(1));
	subject.runlock(&sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

TEST_OF_CHECK(stopped_a_marked_lock_is_not_released, set_up)
{
	subject.lock(&sx, &me);
	atomic_set_rlx(&sx.word, SX_EXCLUSIVE_WAITERS);
	stop_set(&me, true);
	subject.unlock(&sx, &me);
	assert_int_equal(word(), (uintptr_t)&me | SX_EXCLUSIVE_WAITERS);
	stop_set(&me, false);
	subject.downgrade(&sx, &me);
	stop_set(&me, true);
	subject.runlock(&sx, &me);
	assert_int_equal(word(), SHARERS(1) | SX_EXCLUSIVE_WAITERS);
}

TEST_OF_CHECK(stopped_an_inlined_runlock_takes_one_from_any_word, set_up)
{
	const uintptr_t taken = subject.at_entry ? 0 : SX_ONE_SHARER;

	subject.lock(&sx, &other);
	stop_set(&me, true);
	subject.rlock(&sx, &me);
	subject.runlock(&sx, &me);
	assert_int_equal(word(), (uintptr_t)&other - taken);
	sx_init(&sx);
	assert_true(subject.tryrlock(&sx, &me));
	subject.runlock(&sx, &me);
	assert_int_equal(word(), SX_UNLOCKED - taken);
}
