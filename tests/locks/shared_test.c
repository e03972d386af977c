/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock with readers, by its verbs alone, who may hold it together,
 * how a hold is changed, who waits, and that waiters are woken.  Written once for
 * all of them; what their bits are, each one's own test says.
 */
#include "waiter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct thread me;
static struct thread other;
static struct thread third;
static struct subject s;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	thread_init(&third);
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

static void
test_readers_share_and_keep_writers_out(void **state)
{
	const uintptr_t before = word();

	(void)state;
	subject_rlock(&s, &me);
	assert_true(subject_tryrlock(&s, &other));
	assert_false(subject_trylock(&s, &third));
	assert_false(is_owned_by(&me));
	subject_runlock(&s, &me);
	assert_false(subject_trylock(&s, &third));
	subject_runlock(&s, &other);
	assert_int_equal(word(), before);
	assert_true(subject_trylock(&s, &third));
}

static void
test_a_writer_keeps_all_others_out(void **state)
{
	const uintptr_t before = word();

	(void)state;
	subject_lock(&s, &me);
	assert_true(is_owned_by(&me));
	assert_false(is_owned_by(&other));
	assert_false(subject_tryrlock(&s, &other));
	assert_false(subject_trylock(&s, &other));
	subject_unlock(&s, &me);
	assert_int_equal(word(), before);
	assert_true(subject_tryrlock(&s, &other));
}

static void
test_only_a_sole_reader_is_upgraded(void **state)
{
	const uintptr_t before = word();

	(void)state;
	subject_rlock(&s, &me);
	subject_rlock(&s, &other);
	assert_false(subject_tryupgrade(&s, &me));
	subject_runlock(&s, &other);
	assert_true(subject_tryupgrade(&s, &me));
	assert_true(is_owned_by(&me));
	assert_false(subject_tryrlock(&s, &other));
	subject_unlock(&s, &me);
	assert_int_equal(word(), before);
}

static void
test_downgrade_lets_readers_in_and_keeps_writers_out(void **state)
{
	const uintptr_t before = word();

	(void)state;
	subject_lock(&s, &me);
	subject_downgrade(&s, &me);
	assert_false(is_owned_by(&me));
	assert_true(subject_tryrlock(&s, &other));
	assert_false(subject_trylock(&s, &third));
	subject_runlock(&s, &other);
	subject_runlock(&s, &me);
	assert_int_equal(word(), before);
}

/*
 * Has a thread want the lock, which *me holds and does not run, until it is
 * blocked; then gives the lock up or down, and sees that the thread gets it.
 */
static void
assert_waits_until(void *(*want)(void *), void (*give)(void))
{
	struct waiter waiter;

	assert_true(waiter_start(&waiter, &s, &me, want));
	give();
	assert_true(waiter_end(&waiter));
	assert_true(thread_is_running(&waiter.td));
}

static void
unlock(void)
{
	subject_unlock(&s, &me);
}

static void
runlock(void)
{
	subject_runlock(&s, &me);
}

static void
test_a_writer_waits_for_a_writer(void **state)
{
	const uintptr_t before = word();

	(void)state;
	subject_lock(&s, &me);
	assert_waits_until(waiter_write, unlock);
	assert_int_equal(word(), before);
}

static void
test_a_writer_waits_for_a_reader(void **state)
{
	const uintptr_t before = word();

	(void)state;
	subject_rlock(&s, &me);
	assert_waits_until(waiter_write, runlock);
	assert_int_equal(word(), before);
}

static void
test_a_reader_waits_for_a_writer(void **state)
{
	const uintptr_t before = word();

	(void)state;
	subject_lock(&s, &me);
	assert_waits_until(waiter_read, unlock);
	assert_int_equal(word(), before);
}

#if HAS_WAKING_DOWNGRADE
static void
downgrade(void)
{
	subject_downgrade(&s, &me);
}

static void
test_a_downgrade_wakes_a_reader(void **state)
{
	const uintptr_t before = word();

	(void)state;
	subject_lock(&s, &me);
	assert_waits_until(waiter_read, downgrade);
	subject_runlock(&s, &me);
	assert_int_equal(word(), before);
}
#endif

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_readers_share_and_keep_writers_out),
		TEST(test_a_writer_keeps_all_others_out),
		TEST(test_only_a_sole_reader_is_upgraded),
		TEST(test_downgrade_lets_readers_in_and_keeps_writers_out),
		TEST(test_a_writer_waits_for_a_writer),
		TEST(test_a_writer_waits_for_a_reader),
		TEST(test_a_reader_waits_for_a_writer),
#if HAS_WAKING_DOWNGRADE
		TEST(test_a_downgrade_wakes_a_reader),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
