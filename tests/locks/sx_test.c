/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what sx does to its word, whom it wakes first, who is let in past whom,
 * that the owner recurses, and what is faked where sx differs from other locks
 * with readers (freebsd.md 1.4, 1.8, 4.5).  What they share, shared_test.c and
 * faking_test.c have; how sleepers are called away, sleepq_test.c.  Built for
 * every check and place; -DFAKES=1 where there is a check, -DAT_ENTRY=1 where it
 * stands at the entry.
 */
#include "locks/sleepq.h"
#include "locks/sx.h"

#include "waiter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Sharers in a word. */
#define SHARERS(n) (SX_SHARED | (n)*SX_ONE_SHARER)
#define WAITERS    (SX_SHARED_WAITERS | SX_EXCLUSIVE_WAITERS)

static struct thread me;
static struct thread other;
static struct waiter writer;
static struct waiter reader;
static struct subject s;
static struct sx *const sx = &s.lock;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	sx_init(sx);
	stop_set(&me, false);
	return 0;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&sx->word);
}

static void
test_an_owner_is_the_word_and_sharers_are_counted_in_it(void **state)
{
	(void)state;
	assert_int_equal(word(), SX_UNLOCKED);
	sx_lock(sx, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	sx_downgrade(sx, &me);
	assert_int_equal(word(), SHARERS(1));
	sx_rlock(sx, &other);
	assert_int_equal(word(), SHARERS(2));
	sx_runlock(sx, &other);
	assert_true(sx_tryupgrade(sx, &me));
	assert_int_equal(word(), (uintptr_t)&me);
	sx_unlock(sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

static void
test_recursion_is_counted_and_marked(void **state)
{
	(void)state;
	assert_int_equal(sx_lock_sig(sx, &me), 0);
	sx_lock(sx, &me);
	assert_true(sx_trylock(sx, &me));
	assert_int_equal(sx->recurse, 2);
	assert_int_equal(word(), (uintptr_t)&me | SX_RECURSED);
	assert_true(sx_owned(sx, &me));
	sx_unlock(sx, &me);
	assert_int_equal(word(), (uintptr_t)&me | SX_RECURSED);
	sx_unlock(sx, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	sx_unlock(sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

static void
test_sharers_get_past_sleeping_writers(void **state)
{
	(void)state;
	sx_rlock(sx, &me);
	assert_true(waiter_start(&writer, &s, &me, waiter_write));
	assert_int_equal(word(), SHARERS(1) | SX_EXCLUSIVE_WAITERS);
	sx_rlock(sx, &other);
	assert_int_equal(word(), SHARERS(2) | SX_EXCLUSIVE_WAITERS);
	sx_runlock(sx, &other);
	sx_runlock(sx, &me);
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), SX_UNLOCKED);
}

/* Sees that the reader, and it alone, was woken; ends both. */
static void
assert_the_reader_is_first(void)
{
	assert_true(await_word(
	    &sx->word, UINTPTR_MAX, SHARERS(1) | SX_EXCLUSIVE_WAITERS));
	assert_false(thread_is_running(&writer.td));
	assert_true(waiter_end(&reader));
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), SX_UNLOCKED);
}

/* Has *me own the lock, and a writer, then a reader, sleep for it. */
static void
own_with_both_asleep(void)
{
	sx_lock(sx, &me);
	assert_true(waiter_start(&writer, &s, &me, waiter_write));
	assert_true(waiter_start(&reader, &s, &me, waiter_read));
	assert_int_equal(word(), (uintptr_t)&me | WAITERS);
}

static void
test_an_unlock_wakes_readers_first(void **state)
{
	(void)state;
	own_with_both_asleep();
	sx_unlock(sx, &me);
	assert_the_reader_is_first();
}

static void
test_a_downgrade_wakes_readers_though_a_writer_waits(void **state)
{
	(void)state;
	own_with_both_asleep();
	sx_downgrade(sx, &me);
	assert_true(await_word(
	    &sx->word, UINTPTR_MAX, SHARERS(2) | SX_EXCLUSIVE_WAITERS));
	sx_runlock(sx, &me);
	assert_the_reader_is_first();
}

static void
test_an_upgrade_keeps_the_writers_marked(void **state)
{
	(void)state;
	sx_rlock(sx, &me);
	assert_true(waiter_start(&writer, &s, &me, waiter_write));
	assert_true(sx_tryupgrade(sx, &me));
	assert_int_equal(word(), (uintptr_t)&me | SX_EXCLUSIVE_WAITERS);
	sx_unlock(sx, &me);
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), SX_UNLOCKED);
}

static void
test_a_new_writer_claims_a_free_lock_and_keeps_its_mark(void **state)
{
	(void)state;
	atomic_set_rlx(&sx->word, SX_EXCLUSIVE_WAITERS);
	sx_lock(sx, &me);
	assert_int_equal(word(), (uintptr_t)&me | SX_EXCLUSIVE_WAITERS);
	sx_unlock(sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

#if FAKES
static void
test_stopped_interruptible_forms_return_0(void **state)
{
	(void)state;
	sx_lock(sx, &other);
	sleepq_abort(&me);
	stop_set(&me, true);
	assert_int_equal(sx_lock_sig(sx, &me), 0);
	assert_int_equal(sx_rlock_sig(sx, &me), 0);
	assert_int_equal(word(), (uintptr_t)&other);
}

static void
test_stopped_a_free_lock_is_shared_unless_tested_at_entry(void **state)
{
	(void)state;
	stop_set(&me, true);
	sx_rlock(sx, &me);
	assert_int_equal(word(), AT_ENTRY ? SX_UNLOCKED : SHARERS(1));
	sx_runlock(sx, &me);
	assert_int_equal(word(), SX_UNLOCKED);
}

static void
test_stopped_a_marked_lock_is_not_released(void **state)
{
	(void)state;
	sx_lock(sx, &me);
	atomic_set_rlx(&sx->word, SX_EXCLUSIVE_WAITERS);
	stop_set(&me, true);
	sx_unlock(sx, &me);
	assert_int_equal(word(), (uintptr_t)&me | SX_EXCLUSIVE_WAITERS);
	stop_set(&me, false);
	sx_downgrade(sx, &me);
	stop_set(&me, true);
	sx_runlock(sx, &me);
	assert_int_equal(word(), SHARERS(1) | SX_EXCLUSIVE_WAITERS);
}

static void
test_stopped_an_inlined_runlock_takes_one_from_any_word(void **state)
{
	const uintptr_t taken = AT_ENTRY ? 0 : SX_ONE_SHARER;

	(void)state;
	sx_lock(sx, &other);
	stop_set(&me, true);
	sx_rlock(sx, &me);
	sx_runlock(sx, &me);
	assert_int_equal(word(), (uintptr_t)&other - taken);
	sx_init(sx);
	assert_true(sx_tryrlock(sx, &me));
	sx_runlock(sx, &me);
	assert_int_equal(word(), SX_UNLOCKED - taken);
}
#endif

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_an_owner_is_the_word_and_sharers_are_counted_in_it),
		TEST(test_recursion_is_counted_and_marked),
		TEST(test_sharers_get_past_sleeping_writers),
		TEST(test_an_unlock_wakes_readers_first),
		TEST(test_a_downgrade_wakes_readers_though_a_writer_waits),
		TEST(test_an_upgrade_keeps_the_writers_marked),
		TEST(test_a_new_writer_claims_a_free_lock_and_keeps_its_mark),
#if FAKES
		TEST(test_stopped_interruptible_forms_return_0),
		TEST(test_stopped_a_free_lock_is_shared_unless_tested_at_entry),
		TEST(test_stopped_a_marked_lock_is_not_released),
		TEST(test_stopped_an_inlined_runlock_takes_one_from_any_word),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
