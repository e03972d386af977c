/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what rw does to its word, whom it wakes first, who is let in past
 * whom, that the writer recurses, and what is faked where rw differs from other
 * locks with readers (freebsd.md 1.3, 1.8, 4.4).  What they share,
 * shared_test.c has.
 */
#define KIND "rw"
#include "kind.h"
#include "locks/rw.h"

#include "waiter.h"

/* Readers in a word. */
#define READERS(n) (RW_READ | (n)*RW_ONE_READER)

static struct thread me;
static struct thread other;
static struct waiter writer;
static struct waiter reader;
static struct rw rw;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	rw_init(&rw);
	stop_set(&me, false);
	return 0;
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&rw.word);
}

TEST_OF_KIND(a_writer_is_the_word_and_readers_are_counted_in_it, set_up)
{
	assert_int_equal(word(), RW_UNLOCKED);
	subject.lock(&rw, &me);
	assert_int_equal(word(), (uintptr_t)&me);
	subject.downgrade(&rw, &me);
	assert_int_equal(word(), READERS(1));
	assert_int_equal(me.rw_rlocks, 1);
	subject.rlock(&rw, &other);
	assert_int_equal(word(), READERS(2));
	subject.runlock(&rw, &other);
	assert_int_equal(other.rw_rlocks, 0);
	assert_true(subject.tryupgrade(&rw, &me));
	assert_int_equal(word(), (uintptr_t)&me);
	assert_int_equal(me.rw_rlocks, 0);
	subject.unlock(&rw, &me);
	assert_int_equal(word(), RW_UNLOCKED);
}

TEST_OF_KIND(the_writers_recursion_is_counted_beside_the_word, set_up)
{
	subject.lock(&rw, &me);
	subject.lock(&rw, &me);
	assert_true(subject.trylock(&rw, &me));
	assert_int_equal(rw.recurse, 2);
	assert_int_equal(word(), (uintptr_t)&me);
	subject.unlock(&rw, &me);
	subject.unlock(&rw, &me);
	assert_int_equal(rw.recurse, 0);
	assert_int_equal(word(), (uintptr_t)&me);
	subject.unlock(&rw, &me);
	assert_int_equal(word(), RW_UNLOCKED);
}

/* A writer, then a reader, blocked on *me. */
static void
block_both(void)
{
	assert_true(waiter_start(&writer, &rw, &me, waiter_write));
	assert_true(waiter_start(&reader, &rw, &me, waiter_read));
}

/* Sees that the writer, and it alone, was woken; ends both. */
static void
assert_the_writer_is_first(void)
{
	assert_true(await_word(
	    &rw.word, ~RW_WAITERS & ~RW_WRITE_SPINNER, (uintptr_t)&writer.td));
	assert_int_equal(word(), (uintptr_t)&writer.td | RW_READ_WAITERS);
	assert_false(thread_is_running(&reader.td));
	assert_true(waiter_end(&writer));
	assert_true(waiter_end(&reader));
	assert_int_equal(word(), RW_UNLOCKED);
}

TEST_OF_KIND(a_writer_spins_on_readers_then_blocks, set_up)
{
	subject.rlock(&rw, &me);
	assert_true(waiter_start(&writer, &rw, &me, waiter_write));
	assert_int_equal(
	    word(), READERS(1) | RW_WRITE_WAITERS | RW_WRITE_SPINNER);
	subject.runlock(&rw, &me);
	assert_true(waiter_end(&writer));
	assert_int_equal(word(), RW_UNLOCKED);
}

TEST_OF_KIND(a_spinning_writer_keeps_new_readers_out, set_up)
{
	subject.rlock(&rw, &me);
	atomic_set_rlx(&rw.word, RW_WRITE_SPINNER);
	assert_true(waiter_start(&reader, &rw, &me, waiter_read));
	assert_int_equal(
	    word(), READERS(1) | RW_READ_WAITERS | RW_WRITE_SPINNER);
	subject.runlock(&rw, &me);
	assert_true(await_word(&rw.word, UINTPTR_MAX, READERS(1)));
	assert_true(waiter_end(&reader));
	assert_int_equal(word(), RW_UNLOCKED);
}

TEST_OF_KIND(who_reads_already_and_who_tries_get_past_waiting_writers, set_up)
{
	const uintptr_t marks = RW_WRITE_WAITERS | RW_WRITE_SPINNER;

	subject.rlock(&rw, &me);
	atomic_set_rlx(&rw.word, marks);
	subject.rlock(&rw, &me);
	assert_int_equal(word(), READERS(2) | marks);
	assert_true(subject.tryrlock(&rw, &other));
	assert_int_equal(word(), READERS(3) | marks);
	subject.runlock(&rw, &me);
	subject.runlock(&rw, &me);
	assert_int_equal(word(), READERS(1) | marks);
}

TEST_OF_KIND(an_unlock_wakes_writers_first, set_up)
{
	subject.lock(&rw, &me);
	block_both();
	assert_int_equal(word(), (uintptr_t)&me | RW_WAITERS);
	subject.unlock(&rw, &me);
	assert_the_writer_is_first();
}

TEST_OF_KIND(the_last_reader_wakes_writers_first, set_up)
{
	subject.rlock(&rw, &me);
	block_both();
	assert_int_equal(word(), READERS(1) | RW_WAITERS | RW_WRITE_SPINNER);
	subject.runlock(&rw, &me);
	assert_the_writer_is_first();
}

TEST_OF_KIND(a_downgrade_wakes_nobody_if_a_writer_waits, set_up)
{
	subject.lock(&rw, &me);
	block_both();
	subject.downgrade(&rw, &me);
	assert_int_equal(word(), READERS(1) | RW_WAITERS);
	assert_false(thread_is_running(&reader.td));
	assert_false(thread_is_running(&writer.td));
	subject.runlock(&rw, &me);
	assert_the_writer_is_first();
}

TEST_OF_KIND(an_upgrade_keeps_the_waiters_marked, set_up)
{
	subject.rlock(&rw, &me);
	block_both();
	assert_true(subject.tryupgrade(&rw, &me));
	assert_int_equal(word(), (uintptr_t)&me | RW_WAITERS);
	subject.unlock(&rw, &me);
	assert_the_writer_is_first();
}

TEST_OF_CHECK(stopped_reading_is_faked_at_its_entry_in_either_place, set_up)
{
	subject.rlock(&rw, &me);
	stop_set(&me, true);
	subject.rlock(&rw, &me);
	assert_int_equal(word(), READERS(1));
	subject.runlock(&rw, &me);
	subject.runlock(&rw, &me);
	assert_int_equal(word(), READERS(1));
	assert_int_equal(me.rw_rlocks, 1);
}

TEST_OF_CHECK(stopped_tries_and_changes_do_not_count_readers, set_up)
{
	stop_set(&me, true);
	assert_true(subject.tryrlock(&rw, &me));
	assert_true(subject.tryupgrade(&rw, &me));
	subject.downgrade(&rw, &me);
	assert_int_equal(me.rw_rlocks, 0);
	assert_int_equal(word(), RW_UNLOCKED);
}

TEST_OF_CHECK(stopped_a_marked_lock_is_not_released, set_up)
{
	subject.lock(&rw, &me);
	atomic_set_rlx(&rw.word, RW_WRITE_WAITERS);
	stop_set(&me, true);
	subject.unlock(&rw, &me);
	assert_int_equal(word(), (uintptr_t)&me | RW_WRITE_WAITERS);
}

TEST_OF_CHECK(stopped_an_inlined_unlock_takes_a_recursion_of_its_owner, set_up)
{
	subject.lock(&rw, &other);
	subject.lock(&rw, &other);
	stop_set(&me, true);
	subject.lock(&rw, &me);
	subject.unlock(&rw, &me);
	assert_int_equal(rw.recurse, subject.at_entry ? 1 : 0);
	assert_int_equal(word(), (uintptr_t)&other);
}
