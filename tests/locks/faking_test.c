/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock with readers what is faked once the world has stopped, and
 * what is not, line by line of freebsd.md 1.8.  Written once for all of them and
 * built for every check and place; -DFAKES=1 where there is a check, -DAT_ENTRY=1
 * where it stands at the entry.  Every owner here "runs": what spun before it
 * checked would never end.
 */
#include "subject.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct thread me;
static struct thread other;
static struct subject s;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	subject_init(&s);
	stop_set(&me, false);
	return 0;
}

static bool
is_owned_by(const struct thread *td)
{
	return LOCK_VERB(owned)(&s.lock, td);
}

static uintptr_t
word(void)
{
	return atomic_load_rlx(&s.lock.word);
}

#if FAKES
static void
test_stopped_a_written_lock_is_faked_and_its_word_kept(void **state)
{
	uintptr_t held;

	(void)state;
	subject_lock(&s, &other);
	held = word();
	stop_set(&me, true);
	subject_lock(&s, &me);
	assert_int_equal(word(), held);
	assert_false(is_owned_by(&me));
	subject_unlock(&s, &me);
	assert_int_equal(word(), held);
	subject_rlock(&s, &me);
	assert_int_equal(word(), held);
}

static void
test_stopped_writing_a_read_lock_is_faked_and_its_word_kept(void **state)
{
	uintptr_t held;

	(void)state;
	subject_rlock(&s, &other);
	held = word();
	stop_set(&me, true);
	subject_lock(&s, &me);
	assert_int_equal(word(), held);
	assert_false(is_owned_by(&me));
	subject_unlock(&s, &me);
	assert_int_equal(word(), held);
}

static void
assert_tries_say_true_and_keep_the_word(void)
{
	const uintptr_t held = word();

	stop_set(&me, true);
	assert_true(subject_trylock(&s, &me));
	assert_true(subject_tryrlock(&s, &me));
	assert_true(subject_tryupgrade(&s, &me));
	subject_downgrade(&s, &me);
	assert_int_equal(word(), held);
	assert_false(is_owned_by(&me));
	stop_set(&me, false);
}

static void
test_stopped_tries_say_true_and_keep_the_word(void **state)
{
	(void)state;
	assert_tries_say_true_and_keep_the_word();
	subject_rlock(&s, &other);
	assert_tries_say_true_and_keep_the_word();
	subject_runlock(&s, &other);
	subject_lock(&s, &other);
	assert_tries_say_true_and_keep_the_word();
}

static void
test_stopped_recursion_is_not_counted(void **state)
{
	(void)state;
	subject_lock(&s, &me);
	stop_set(&me, true);
	subject_lock(&s, &me);
	assert_true(subject_trylock(&s, &me));
	assert_int_equal(s.lock.recurse, 0);
	assert_true(is_owned_by(&me));
	subject_unlock(&s, &me);
	assert_int_equal(is_owned_by(&me), AT_ENTRY);
}

static void
test_stopped_a_free_lock_is_written_unless_tested_at_entry(void **state)
{
	const uintptr_t before = word();

	(void)state;
	stop_set(&me, true);
	subject_lock(&s, &me);
	assert_int_equal(is_owned_by(&me), !AT_ENTRY);
	subject_unlock(&s, &me);
	assert_int_equal(word(), before);
}
#else
static void
test_without_a_check_nothing_is_faked(void **state)
{
	uintptr_t held;

	(void)state;
	subject_lock(&s, &other);
	held = word();
	stop_set(&me, true);
	assert_false(subject_trylock(&s, &me));
	assert_false(subject_tryrlock(&s, &me));
	assert_int_equal(word(), held);
	subject_downgrade(&s, &other);
	assert_false(is_owned_by(&other));
	subject_rlock(&s, &me);
	assert_false(subject_tryupgrade(&s, &me));
	subject_runlock(&s, &me);
	assert_true(subject_tryupgrade(&s, &other));
	assert_int_equal(word(), held);
}
#endif

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
#if FAKES
		TEST(test_stopped_a_written_lock_is_faked_and_its_word_kept),
		TEST(
		    test_stopped_writing_a_read_lock_is_faked_and_its_word_kept),
		TEST(test_stopped_tries_say_true_and_keep_the_word),
		TEST(test_stopped_recursion_is_not_counted),
		TEST(
		    test_stopped_a_free_lock_is_written_unless_tested_at_entry),
#else
		TEST(test_without_a_check_nothing_is_faked),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
