/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of any lock with readers, by its verbs alone, who may hold it
 * together, how a hold is changed, who waits, and that waiters are woken.
 * Written once for all of them; what their bits are, each one's own test says.
 */
#define KIND "shared"
#include "kind.h"
#include "locks/stop.h"
#include "waiter.h"

static struct thread me;
static struct thread other;
static struct thread third;
static struct subject_lock s;

static int
set_up(void **state)
{
	(void)state;
	thread_init(&me);
	thread_init(&other);
	thread_init(&third);
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

TEST_OF_KIND(readers_share_and_keep_writers_out, set_up)
{
	const uintptr_t before = word();

	subject.rlock(&s, &me);
	assert_true(subject.tryrlock(&s, &other));
	assert_false(subject.trylock(&s, &third));
	assert_false(is_owned_by(&me));
	subject.runlock(&s, &me);
	assert_false(subject.trylock(&s, &third));
	subject.runlock(&s, &other);
	assert_int_equal(word(), before);
	assert_true(subject.trylock(&s, &third));
}

TEST_OF_KIND(a_writer_keeps_all_others_out, set_up)
{
	const uintptr_t before = word();

	subject.lock(&s, &me);
	assert_true(is_owned_by(&me));
	assert_false(is_owned_by(&other));
	assert_false(subject.tryrlock(&s, &other));
	assert_false(subject.trylock(&s, &other));
	subject.unlock(&s, &me);
	assert_int_equal(word(), before);
	assert_true(subject.tryrlock(&s, &other));
}

TEST_OF_KIND(only_a_sole_reader_is_upgraded, set_up)
{
	const uintptr_t before = word();

	subject.rlock(&s, &me);
	subject.rlock(&s, &other);
	assert_false(subject.tryupgrade(&s, &me));
	subject.runlock(&s, &other);
	assert_true(subject.tryupgrade(&s, &me));
	assert_true(is_owned_by(&me));
	assert_false(subject.tryrlock(&s, &other));
	subject.unlock(&s, &me);
	assert_int_equal(word(), before);
}

TEST_OF_KIND(downgrade_lets_readers_in_and_keeps_writers_out, set_up)
{
	const uintptr_t before = word();

	subject.lock(&s, &me);
	subject.downgrade(&s, &me);
	assert_false(is_owned_by(&me));
	assert_true(subject.tryrlock(&s, &other));
	assert_false(subject.trylock(&s, &third));
	subject.runlock(&s, &other);
	subject.runlock(&s, &me);
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
	subject.unlock(&s, &me);
}

static void
runlock(void)
{
	subject.runlock(&s, &me);
}

TEST_OF_KIND(a_writer_waits_for_a_writer, set_up)
{
	const uintptr_t before = word();

	subject.lock(&s, &me);
	assert_waits_until(waiter_write, unlock);
	assert_int_equal(word(), before);
}

TEST_OF_KIND(a_writer_waits_for_a_reader, set_up)
{
	const uintptr_t before = word();

	subject.rlock(&s, &me);
	assert_waits_until(waiter_write, runlock);
	assert_int_equal(word(), before);
}

TEST_OF_KIND(a_reader_waits_for_a_writer, set_up)
{
	const uintptr_t before = word();

	subject.lock(&s, &me);
	assert_waits_until(waiter_read, unlock);
	assert_int_equal(word(), before);
}

static void
downgrade(void)
{
	subject.downgrade(&s, &me);
}

static bool
has_waking_downgrade(void)
{
	return kind_is_asked_for() && subject.has_waking_downgrade;
}

TEST_WHERE(has_waking_downgrade, a_downgrade_wakes_a_reader, set_up, NULL)
{
	const uintptr_t before = word();

	subject.lock(&s, &me);
	assert_waits_until(waiter_read, downgrade);
	subject.runlock(&s, &me);
	assert_int_equal(word(), before);
}
