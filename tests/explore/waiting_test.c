/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of the explorer that threads wait under it as they do in the world:
 * they sleep until woken, or for no reason wake, spin until something changes,
 * and where they count their rounds, no longer than they please; and that a
 * wait for what nobody will do is found.
 */
#include "tests/lib/test.h"
#include "toy.h"

#include <stdbool.h>

/* Thread 0 sleeps for what thread 1 does, and looks for it beforehand. */
static void
ring_before_sleep(unsigned thread)
{
	if (thread == 1) {
		futex_wake(&toy.bell);
		futex_set_rel(&toy.bell, 1);
	} else {
		while (futex_load_acq(&toy.bell) == 0)
			futex_wait(&toy.bell, 0);
	}
}

static void
ring_rightly(unsigned thread)
{
	if (thread == 1) {
		futex_set_rel(&toy.bell, 1);
		futex_wake(&toy.bell);
	} else {
		while (futex_load_acq(&toy.bell) == 0)
			futex_wait(&toy.bell, 0);
	}
}

TEST(a_lost_wake_up_is_found)
{
	assert_null(toy_explore(ring_rightly, 2, EXPLORE_UNBOUNDED).failure);
	assert_string_equal(
	    toy_explore(ring_before_sleep, 2, 2).failure, "nobody can go on");
}

/* Takes any return from the sleep for the bell. */
static void
trust_the_sleep(unsigned thread)
{
	if (thread == 1) {
		explore_pause();
		futex_set_rel(&toy.bell, 1);
		futex_wake(&toy.bell);
	} else {
		futex_wait(&toy.bell, 0);
		explore_check(futex_load_acq(&toy.bell) == 1, "woken early");
	}
}

TEST(a_sleeper_also_wakes_for_no_reason)
{
	assert_string_equal(
	    toy_explore(trust_the_sleep, 2, 2).failure, "woken early");
}

/* Spins a few rounds; false if it goes on without what it waits for. */
static bool
spin_some_rounds(void)
{
	for (unsigned i = 0; i < explore_rounds(); i++) {
		if (atomic_load_rlx(toy.word) != 0)
			return true;
		spin_wait();
	}
	return false;
}

static void
spin_in_vain(unsigned thread)
{
	(void)thread;
	spin_some_rounds();
}

static void
spin_twice(unsigned thread)
{
	if (thread == 1)
		atomic_store_rlx(toy.word, 1);
	else if (spin_some_rounds())
		explore_see(0);
	else
		explore_see(spin_some_rounds() ? 1 : 2);
}

static void
spin_forever(unsigned thread)
{
	(void)thread;
	while (atomic_load_rlx(toy.word) == 0)
		spin_wait();
}

/* Counts its rounds for the first thing that comes, and not for the second. */
static void
spin_for_two(unsigned thread)
{
	if (thread == 1) {
		atomic_store_rlx(&toy.word[0], 1);
		atomic_store_rlx(&toy.word[1], 1);
		return;
	}
	spin_some_rounds();
	while (atomic_load_rlx(&toy.word[1]) == 0)
		spin_wait();
}

TEST(a_counted_wait_may_end_by_itself_at_a_price)
{
	struct explore_case c = {
		.n_threads = 2,
		.bound = 2,
		.set_up = toy_set_up,
		.run = spin_twice,
		.n_sights = 3,
	};

	toy_set_up();
	assert_null(explore(&c).failure);
	c.bound = 1;
	assert_string_equal(explore(&c).failure, "what must happen never does");
	c.n_sights = 2;
	assert_null(explore(&c).failure);
}

TEST(any_other_wait_ends_by_a_change_alone)
{
	/* Or else it would go round for ever. */
	assert_null(toy_explore(spin_for_two, 2, EXPLORE_UNBOUNDED).failure);
}

TEST(a_wait_for_what_nobody_will_do_is_found)
{
	assert_string_equal(
	    toy_explore(spin_in_vain, 2, EXPLORE_UNBOUNDED).failure,
	    "nobody can go on");
	assert_string_equal(
	    toy_explore(spin_forever, 1, 1).failure, "nobody can go on");
}
