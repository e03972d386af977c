/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what rw does to its word, whom it wakes first, who is let in past whom,
 * that the writer recurses, and what is faked where rw differs from other locks
 * with readers (freebsd.md 1.3, 1.8, 4.4).  What they share, shared_test.c has.
 * Built for every check and place; -DFAKES=1 where there is a check, -DAT_ENTRY=1
 * where it stands at the entry.
 */
#include "locks/rw.h"

#include "waiter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Readers in a word. */
#define READERS(n) (RW_READ | (n)*RW_ONE_READER)

static struct thread me;
static struct thread other;
static struct waiter writer;
static struct waiter reader;
static struct subject s;
static struct rw *const rw = &s.lock;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	rw_init(rw);
	stop_set(&me, false);
	return 0;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&rw->word);
}

static void
test_a_writer_is_the_word_and_readers_are_counted_in_it(void **state)
{
	(void)state;
	assert_int_equal(word(), RW_UNLOCKED);
	rw_lock(rw, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	rw_downgrade(rw, &me);
	assert_int_equal(word(), READERS(1));
	assert_int_equal(me.rw_rlocks, 1);
	rw_rlock(rw, &other);
	assert_int_equal(word(), READERS(2));
	rw_runlock(rw, &other);
	assert_int_equal(other.rw_rlocks, 0);
	assert_true(rw_tryupgrade(rw, &me));
	assert_int_equal(word(), (uintptr_t)&me);
	assert_int_equal(me.rw_rlocks, 0);
	rw_unlock(rw, &me);
	assert_int_equal(word(), RW_UNLOCKED);
}

static void
test_the_writers_recursion_is_counted_beside_the_word(void **state)
{
	(void)state;
	rw_lock(rw, &me);
	rw_lock(rw, &me);
	assert_true(rw_trylock(rw, &me));
	assert_int_equal(rw->recurse, 2);
	assert_int_equal(word(), (uintptr_t)&me);
	rw_unlock(rw, &me);
	rw_unlock(rw, &me);
	assert_int_equal(rw->recurse, 0);
	assert_int_equal(word(), (uintptr_t)&me);
	rw_unlock(rw, &me);
	assert_int_equal(word(), RW_UNLOCKED);
}

/* A writer, then a reader, blocked on *me. */
static void
block_both(void)
{
	assert_true(waiter_start(&writer, &s, &me, waiter_write));
	assert_true(waiter_start(&reader, &s, &me, waiter_read));
}

/* Sees that the writer, and it alone, was woken; ends both. */
static void
assert_the_writer_is_first(void)
{
	assert_true(await_word(
	    &rw->word, ~RW_WAITERS & ~RW_WRITE_SPINNER, (uintptr_t)&writer.td));
	assert_int_equal(word(), (uintptr_t)&writer.td | RW_READ_WAITERS);
	assert_false(thread_is_running(&reader.td));
	assert_true(waiter_end(&writer));
	assert_true(waiter_end(&reader));
	assert_int_equal(word(), RW_UNLOCKED);
}

static void
test_a_writer_spins_on_readers_then_blocks(void **state)
{
	(void)state;
	rw_rlock(rw, &me);
	assert_true(waiter_start(&writer, &s, &me, waiter_write));
	assert_int_equal(
	    word(), READERS(1) | RW_WRITE_WAITERS | RW_WRITE_SPINNER);
	rw_runlock(rw, &me);
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), RW_UNLOCKED);
}

static void
test_a_spinning_writer_keeps_new_readers_out(void **state)
{
	(void)state;
	rw_rlock(rw, &me);
	atomic_set_rlx(&rw->word, RW_WRITE_SPINNER);
	assert_true(waiter_start(&reader, &s, &me, waiter_read));
	assert_int_equal(
	    word(), READERS(1) | RW_READ_WAITERS | RW_WRITE_SPINNER);
	rw_runlock(rw, &me);
	assert_true(await_word(&rw->word, UINTPTR_MAX, READERS(1)));
	assert_true(waiter_end(&reader));
	assert_int_equal(word(), RW_UNLOCKED);
}

static void
test_who_reads_already_and_who_tries_get_past_waiting_writers(void **state)
{
	const uintptr_t marks = RW_WRITE_WAITERS | RW_WRITE_SPINNER;

	(void)state;
	rw_rlock(rw, &me);
	atomic_set_rlx(&rw->word, marks);
	rw_rlock(rw, &me);
	assert_int_equal(word(), READERS(2) | marks);
	assert_true(rw_tryrlock(rw, &other));
	assert_int_equal(word(), READERS(3) | marks);
	rw_runlock(rw, &me);
	rw_runlock(rw, &me);
	assert_int_equal(word(), READERS(1) | marks);
}

static void
test_an_unlock_wakes_writers_first(void **state)
{
	(void)state;
	rw_lock(rw, &me);
	block_both();
	assert_int_equal(word(), (uintptr_t)&me | RW_WAITERS);
	rw_unlock(rw, &me);
	assert_the_writer_is_first();
}

static void
test_the_last_reader_wakes_writers_first(void **state)
{
	(void)state;
	rw_rlock(rw, &me);
	block_both();
	assert_int_equal(word(), READERS(1) | RW_WAITERS | RW_WRITE_SPINNER);
	rw_runlock(rw, &me);
	assert_the_writer_is_first();
}

static void
test_a_downgrade_wakes_nobody_if_a_writer_waits(void **state)
{
	(void)state;
	rw_lock(rw, &me);
	block_both();
	rw_downgrade(rw, &me);
	assert_int_equal(word(), READERS(1) | RW_WAITERS);
	assert_false(thread_is_running(&reader.td));
	assert_false(thread_is_running(&writer.td));
	rw_runlock(rw, &me);
	assert_the_writer_is_first();
}

static void
test_an_upgrade_keeps_the_waiters_marked(void **state)
{
	(void)state;
	rw_rlock(rw, &me);
	block_both();
	assert_true(rw_tryupgrade(rw, &me));
	assert_int_equal(word(), (uintptr_t)&me | RW_WAITERS);
	rw_unlock(rw, &me);
	assert_the_writer_is_first();
}

#if FAKES
static void
test_stopped_reading_is_faked_at_its_entry_in_either_place(void **state)
{
	(void)state;
	rw_rlock(rw, &me);
	stop_set(&me, true);
	rw_rlock(rw, &me);
	assert_int_equal(word(), READERS(1));
	rw_runlock(rw, &me);
	rw_runlock(rw, &me);
	assert_int_equal(word(), READERS(1));
	assert_int_equal(me.rw_rlocks, 1);
}

static void
test_stopped_tries_and_changes_do_not_count_readers(void **state)
{
	(void)state;
	stop_set(&me, true);
	assert_true(rw_tryrlock(rw, &me));
	assert_true(rw_tryupgrade(rw, &me));
	rw_downgrade(rw, &me);
	assert_int_equal(me.rw_rlocks, 0);
	assert_int_equal(word(), RW_UNLOCKED);
}

static void
test_stopped_a_marked_lock_is_not_released(void **state)
{
	(void)state;
	rw_lock(rw, &me);
	atomic_set_rlx(&rw->word, RW_WRITE_WAITERS);
	stop_set(&me, true);
	rw_unlock(rw, &me);
	assert_int_equal(word(), (uintptr_t)&me | RW_WRITE_WAITERS);
}

static void
test_stopped_an_inlined_unlock_takes_a_recursion_of_its_owner(void **state)
{
	(void)state;
	rw_lock(rw, &other);
	rw_lock(rw, &other);
	stop_set(&me, true);
	rw_lock(rw, &me);
	rw_unlock(rw, &me);
	assert_int_equal(rw->recurse, AT_ENTRY ? 1 : 0);
	assert_int_equal(word(), (uintptr_t)&other);
}
#endif

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_writer_is_the_word_and_readers_are_counted_in_it),
		TEST(test_the_writers_recursion_is_counted_beside_the_word),
		TEST(test_a_writer_spins_on_readers_then_blocks),
		TEST(test_a_spinning_writer_keeps_new_readers_out),
		TEST(
		    test_who_reads_already_and_who_tries_get_past_waiting_writers),
		TEST(test_an_unlock_wakes_writers_first),
		TEST(test_the_last_reader_wakes_writers_first),
		TEST(test_a_downgrade_wakes_nobody_if_a_writer_waits),
		TEST(test_an_upgrade_keeps_the_waiters_marked),
#if FAKES
		TEST(
		    test_stopped_reading_is_faked_at_its_entry_in_either_place),
		TEST(test_stopped_tries_and_changes_do_not_count_readers),
		TEST(test_stopped_a_marked_lock_is_not_released),
		TEST(
		    test_stopped_an_inlined_unlock_takes_a_recursion_of_its_owner),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
