/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock with readers what is faked once the world has stopped, and
 * what is not, line by line of freebsd.md 1.8.  Every owner here
 * "runs": what spun before it checked would never end.
 */
#define KIND "faking"
#include "kind.h"

#include "locks/stop.h"

static struct thread me;
static struct thread other;
static struct subject_lock s;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	subject.init(&s);
	stop_set(&me, false);
	return 0;
}

static bool
is_owned_by(const struct thread *td)
{
	return subject.owned(&s, td);
}

static uintptr_t
word(void)
{
	return subject_word(&s);
}

TEST_OF_CHECK(stopped_a_written_lock_is_faked_and_its_word_kept, set_up)
{
	uintptr_t held;

	subject.lock(&s, &other);
	held = word();
	stop_set(&me, true);
	subject.lock(&s, &me);
	assert_int_equal(word(), held);
	assert_false(is_owned_by(&me));
	subject.unlock(&s, &me);
	assert_int_equal(word(), held);
	subject.rlock(&s, &me);
	assert_int_equal(word(), held);
}

TEST_OF_CHECK(stopped_writing_a_read_lock_is_faked_and_its_word_kept, set_up)
{
	uintptr_t held;

	subject.rlock(&s, &other);
	held = word();
	stop_set(&me, true);
	subject.lock(&s, &me);
	assert_int_equal(word(), held);
	assert_false(is_owned_by(&me));
	subject.unlock(&s, &me);
	assert_int_equal(word(), held);
}

static void
assert_tries_say_true_and_keep_the_word(void)
{
	const uintptr_t held = word();

	stop_set(&me, true);
	assert_true(subject.trylock(&s, &me));
	assert_true(subject.tryrlock(&s, &me));
	assert_true(subject.tryupgrade(&s, &me));
	subject.downgrade(&s, &me);
	assert_int_equal(word(), held);
	assert_false(is_owned_by(&me));
	stop_set(&me, false);
}

TEST_OF_CHECK(stopped_tries_say_true_and_keep_the_word, set_up)
{
	assert_tries_say_true_and_keep_the_word();
	subject.rlock(&s, &other);
	assert_tries_say_true_and_keep_the_word();
	subject.runlock(&s, &other);
	subject.lock(&s, &other);
	assert_tries_say_true_and_keep_the_word();
}

TEST_OF_CHECK(stopped_recursion_is_not_counted, set_up)
{
	subject.lock(&s, &me);
	stop_set(&me, true);
	subject.lock(&s, &me);
	assert_true(subject.trylock(&s, &me));
	assert_int_equal(subject_recursion(&s), 0);
	assert_true(is_owned_by(&me));
	subject.unlock(&s, &me);
	assert_int_equal(is_owned_by(&me), subject.at_entry);
}

TEST_OF_CHECK(stopped_a_free_lock_is_written_unless_tested_at_entry, set_up)
{
	const uintptr_t before = word();

	stop_set(&me, true);
	subject.lock(&s, &me);
	assert_int_equal(is_owned_by(&me), !subject.at_entry);
	subject.unlock(&s, &me);
	assert_int_equal(word(), before);
}
TEST_OF_NO_CHECK(without_a_check_nothing_is_faked, set_up)
{
	uintptr_t held;

	subject.lock(&s, &other);
	held = word();
	stop_set(&me, true);
	assert_false(subject.trylock(&s, &me));
	assert_false(subject.tryrlock(&s, &me));
	assert_int_equal(word(), held);
	subject.downgrade(&s, &other);
	assert_false(is_owned_by(&other));
	subject.rlock(&s, &me);
	assert_false(subject.tryupgrade(&s, &me));
	subject.runlock(&s, &me);
	assert_true(subject.tryupgrade(&s, &other));
	assert_int_equal(word(), held);
}
