/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what rm does to its tokens and to the readers' lists, that writers and
 * readers wait for each other and wake each other, and what is faked once the
 * world has stopped (freebsd.md 1.5, 1.8).
 */
#define KIND "rm"
#include "kind.h"
#include "locks/rm.h"

#include "await.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static struct thread me;
static struct thread other;
static struct rm rm;
static struct rm second;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	rm_init(&rm);
	rm_init(&second);
	stop_set(&me, false);
	return 0;
}

static bool
has_token(const struct thread *td)
{
	return (atomic_load_rlx(&rm.word[td->rm_word]) & td->rm_token) != 0;
}

static uintptr_t
entry(unsigned i)
{
	return atomic_load_rlx(&me.rm_reads[i]);
}

TEST_OF_KIND(a_read_is_noted_and_leaves_a_token, set_up)
{
	rm_rlock(&rm, &me);
	assert_int_equal(me.n_rm_reads, 1);
	assert_int_equal(entry(0), (uintptr_t)&rm);
	assert_true(has_token(&me));
	assert_int_equal(me.crit_nest, 0);
	rm_runlock(&rm, &me);
	assert_int_equal(me.n_rm_reads, 0);
	assert_int_equal(entry(0), 0);
	assert_true(has_token(&me));
	assert_int_equal(me.crit_nest, 0);
	assert_int_equal(atomic_load_rlx(&rm.mtx.word), MTX_UNOWNED);
}

TEST_OF_KIND(reads_with_a_token_write_no_shared_memory, set_up)
{
	struct rm before;

	rm_rlock(&rm, &me);
	rm_runlock(&rm, &me);
	before = rm;
	rm_rlock(&rm, &me);
	assert_memory_equal(&rm, &before, sizeof(rm));
	rm_runlock(&rm, &me);
	assert_memory_equal(&rm, &before, sizeof(rm));
}

TEST_OF_KIND(a_slot_outlives_its_threads_initialisation, set_up)
{
	uintptr_t token;

	rm_rlock(&rm, &me);
	rm_runlock(&rm, &me);
	token = me.rm_token;
	thread_init(&me);
	rm_rlock(&second, &me);
	rm_runlock(&second, &me);
	assert_int_equal(me.rm_token, token);
	rm_rlock(&rm, &other);
	rm_runlock(&rm, &other);
	assert_true(other.rm_token != token || other.rm_word != me.rm_word);
}

TEST_OF_KIND(a_writer_takes_all_tokens_back, set_up)
{
	rm_rlock(&rm, &me);
	rm_runlock(&rm, &me);
	rm_rlock(&rm, &other);
	rm_runlock(&rm, &other);
	rm_lock(&rm, &me);
	assert_true(rm_owned(&rm, &me));
	assert_false(rm_owned(&rm, &other));
	assert_false(has_token(&me));
	assert_false(has_token(&other));
	assert_false(rm_tryrlock(&rm, &other));
	assert_int_equal(other.n_rm_reads, 0);
	rm_unlock(&rm, &me);
	assert_false(rm_owned(&rm, &me));
	assert_true(rm_tryrlock(&rm, &other));
	assert_true(has_token(&other));
	rm_runlock(&rm, &other);
}

TEST_OF_KIND(reads_are_given_back_in_any_order, set_up)
{
	rm_rlock(&rm, &me);
	rm_rlock(&second, &me);
	rm_runlock(&rm, &me);
	assert_int_equal(entry(0), 0);
	assert_int_equal(entry(1), (uintptr_t)&second | RM_ABOVE_HOLE);
	rm_rlock(&rm, &me);
	rm_runlock(&second, &me);
	assert_int_equal(entry(2), (uintptr_t)&rm | RM_ABOVE_HOLE);
	rm_runlock(&rm, &me);
	for (unsigned i = 0; i < THREAD_RM_READS; i++)
		assert_int_equal(entry(i), 0);
	/* The room is there again. */
	for (unsigned i = 0; i < 2 * THREAD_RM_READS; i++) {
		rm_rlock(&rm, &me);
		rm_rlock(&second, &me);
		rm_runlock(&second, &me);
		rm_runlock(&rm, &me);
	}
	/* No hole is left when nothing is above it. */
	for (unsigned i = 0; i < 2 * THREAD_RM_READS; i++) {
		rm_rlock(&rm, &me);
		rm_rlock(&second, &me);
		rm_runlock(&rm, &me);
		rm_runlock(&second, &me);
		assert_int_equal(me.n_rm_reads, 0);
	}
}

static void *
write_as_other(void *arg)
{
	(void)arg;
	rm_lock(&rm, &other);
	rm_unlock(&rm, &other);
	return NULL;
}

TEST_OF_KIND(a_writer_sleeps_until_the_reader_leaves, set_up)
{
	pthread_t thread;

	rm_rlock(&rm, &me);
	assert_int_equal(
	    pthread_create(&thread, NULL, write_as_other, NULL), 0);
	assert_true(await_blocked(&other));
	assert_true(rm_owned(&rm, &other));
	assert_false(has_token(&me));
	/* Who reads may read again, or both would wait for ever. */
	rm_rlock(&rm, &me);
	assert_true(rm_tryrlock(&rm, &me));
	assert_int_equal(me.n_rm_reads, 3);
	rm_runlock(&rm, &me);
	rm_runlock(&rm, &me);
	assert_true(await_blocked(&other));
	rm_runlock(&rm, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(atomic_load_rlx(&rm.mtx.word), MTX_UNOWNED);
}

static void *
read_as_other(void *arg)
{
	(void)arg;
	rm_rlock(&rm, &other);
	rm_runlock(&rm, &other);
	return NULL;
}

TEST_OF_KIND(a_reader_waits_until_the_writer_leaves, set_up)
{
	pthread_t thread;

	rm_lock(&rm, &me);
	atomic_store_rlx(&me.running, false);
	assert_int_equal(pthread_create(&thread, NULL, read_as_other, NULL), 0);
	assert_true(await_blocked(&other));
	atomic_store_rlx(&me.running, true);
	rm_unlock(&rm, &me);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(has_token(&other));
}

TEST_OF_KIND(the_means_of_rendezvous_are_told, set_up)
{
	printf("# readers are met by %s\n", rendezvous_name());
	assert_true(strcmp(rendezvous_name(), "membarrier") == 0 ||
	    strcmp(rendezvous_name(), "signal") == 0);
}

TEST_OF_CHECK(stopped_a_read_leaves_no_trace, set_up)
{
	struct rm before = rm;

	stop_set(&me, true);
	rm_rlock(&rm, &me);
	assert_true(rm_tryrlock(&rm, &me));
	assert_int_equal(me.n_rm_reads, 0);
	assert_memory_equal(&rm, &before, sizeof(rm));
	rm_runlock(&rm, &me);
	assert_int_equal(me.n_rm_reads, 0);
}

TEST_OF_CHECK(stopped_a_read_from_before_is_not_given_back, set_up)
{
	rm_rlock(&rm, &me);
	stop_set(&me, true);
	rm_runlock(&rm, &me);
	assert_int_equal(entry(0), (uintptr_t)&rm);
	assert_int_equal(me.n_rm_reads, 1);
}

TEST_OF_CHECK(stopped_a_writer_waits_for_no_reader, set_up)
{
	rm_rlock(&rm, &other);
	stop_set(&me, true);
	/* The other never leaves: a writer that looked would not end. */
	rm_lock(&rm, &me);
	assert_false(rm_owned(&rm, &me));
	assert_true(has_token(&other));
	rm_unlock(&rm, &me);
	assert_int_equal(atomic_load_rlx(&rm.mtx.word), MTX_UNOWNED);
}

TEST_OF_CHECK(stopped_a_writers_lock_is_faked_and_its_word_kept, set_up)
{
	rm_lock(&rm, &other);
	stop_set(&me, true);
	rm_rlock(&rm, &me);
	rm_runlock(&rm, &me);
	rm_lock(&rm, &me);
	assert_false(rm_owned(&rm, &me));
	rm_unlock(&rm, &me);
	assert_true(rm_owned(&rm, &other));
	assert_int_equal(atomic_load_rlx(&rm.mtx.word), (uintptr_t)&other);
}

/*
 * Since rm_unlock has no test of its own, and its mutex one in the hard path.
 */
TEST_OF_CHECK(stopped_a_write_from_before_is_given_back, set_up)
{
	rm_lock(&rm, &me);
	stop_set(&me, true);
	rm_lock(&rm, &me);
	assert_int_equal(rm.mtx.recurse, 0);
	rm_unlock(&rm, &me);
	assert_int_equal(atomic_load_rlx(&rm.mtx.word), MTX_UNOWNED);
	rm_unlock(&rm, &me);
	assert_int_equal(atomic_load_rlx(&rm.mtx.word), MTX_UNOWNED);
}
TEST_OF_NO_CHECK(without_a_check_nothing_is_faked, set_up)
{
	rm_lock(&rm, &other);
	stop_set(&me, true);
	assert_false(rm_tryrlock(&rm, &me));
	rm_unlock(&rm, &other);
	rm_lock(&rm, &me);
	assert_true(rm_owned(&rm, &me));
}
