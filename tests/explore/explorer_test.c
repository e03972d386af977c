/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of the explorer that it takes every interleaving and each once, by
 * counts that combinatorics gives, and that it finds what is planted: a
 * deadlock, a race, an overlap, a thread that never ends, a wild address.
 */
#include "tests/lib/test.h"
#include "toy.h"

static void
take_three_steps(unsigned thread)
{
	(void)thread;
	for (int i = 0; i < 3; i++)
		explore_pause();
}

TEST(two_threads_have_as_many_orders_as_combinatorics_says)
{
	const struct explore_result r =
	    toy_explore(take_three_steps, 2, EXPLORE_UNBOUNDED);

	assert_null(r.failure);
	/* 6! / (3! 3!) */
	assert_int_equal(r.n_interleavings, 20);
	assert_int_equal(r.n_steps_deepest, 6);
}

TEST(three_threads_have_as_many_orders_as_combinatorics_says)
{
	const struct explore_result r =
	    toy_explore(take_three_steps, 3, EXPLORE_UNBOUNDED);

	/* 9! / (3! 3! 3!) */
	assert_int_equal(r.n_interleavings, 1680);
}

TEST(a_bound_leaves_the_orders_of_that_many_preemptions)
{
	/*
	 * Two threads of three steps in r runs preempt r - 2 times, since one
	 * change is at an end.  Three steps are one run in one way, two in two
	 * and three in one: 2, 2 * 2, 2 * 4, 2 * 2 and 2 orders of 2 to 6 runs.
	 */
	static const unsigned counts[] = { 2, 6, 14, 18, 20 };

	for (unsigned i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		assert_int_equal(
		    toy_explore(take_three_steps, 2, i).n_interleavings,
		    counts[i]);
}

static void
take_both(unsigned thread)
{
	for (unsigned i = 0; i < 2; i++)
		while (!atomic_cas_acq(&toy.word[i ^ thread], 0, 1))
			spin_wait();
	for (unsigned i = 0; i < 2; i++)
		atomic_store_rel(&toy.word[i], 0);
}

TEST(a_deadlock_is_found_with_one_preemption)
{
	const struct explore_result r = toy_explore(take_both, 2, 3);

	assert_string_equal(r.failure, "nobody can go on");
	assert_int_equal(r.n_preemptions, 1);
}

static void
add_under_a_lock(enum explore_order take, enum explore_order give)
{
	while (!explore_cas(toy.word, sizeof(*toy.word), 0, 1, take))
		spin_wait();
	toy.plain++;
	explore_store(toy.word, sizeof(*toy.word), 0, give);
}

static void
add_rightly(unsigned thread)
{
	(void)thread;
	add_under_a_lock(EXPLORE_ACQ, EXPLORE_REL);
}

static void
add_after_relaxed_take(unsigned thread)
{
	(void)thread;
	add_under_a_lock(EXPLORE_RLX, EXPLORE_REL);
}

static void
add_before_relaxed_give(unsigned thread)
{
	(void)thread;
	add_under_a_lock(EXPLORE_ACQ, EXPLORE_RLX);
}

TEST(a_race_is_found_where_an_order_is_missing)
{
	assert_null(toy_explore(add_rightly, 3, 3).failure);
	assert_string_equal(toy_explore(add_after_relaxed_take, 2, 2).failure,
	    "a race on plain memory");
	assert_string_equal(toy_explore(add_before_relaxed_give, 2, 2).failure,
	    "a race on plain memory");
}

static void
look_then_take(unsigned thread)
{
	if (atomic_load_rlx(toy.word) != 0)
		return;
	atomic_store_rlx(toy.word, thread + 1);
	explore_check(atomic_load_rlx(toy.word) == thread + 1, "another is in");
}

TEST(a_check_that_fails_is_found)
{
	/* Both must look before one takes, and take before the other checks. */
	assert_null(toy_explore(look_then_take, 2, 1).failure);
	assert_string_equal(
	    toy_explore(look_then_take, 2, 2).failure, "another is in");
}

static void
never_end(unsigned thread)
{
	(void)thread;
	for (;;)
		explore_pause();
}

TEST(a_thread_that_never_ends_is_found)
{
	assert_string_equal(
	    toy_explore(never_end, 1, 0).failure, "it does not end");
}

static void
follow_a_bad_pointer(unsigned thread)
{
	(void)thread;
	atomic_load_rlx((atomic_word *)((uintptr_t)toy.word + 2));
}

TEST(a_wild_address_is_found)
{
	assert_string_equal(toy_explore(follow_a_bad_pointer, 1, 0).failure,
	    "a wild address was used");
}

static void
stop_the_world(void)
{
	explore_stop_others();
	explore_see((unsigned)atomic_load_rlx(toy.word));
}

static void
count_up(unsigned thread)
{
	if (thread == 0) {
		explore_pause();
		return;
	}
	for (uintptr_t i = 1; i <= 3; i++)
		atomic_store_rlx(toy.word, i);
}

TEST(an_interrupt_meets_the_others_at_every_step)
{
	struct explore_case c = {
		.n_threads = 2,
		.bound = 2,
		.set_up = toy_set_up,
		.run = count_up,
		.interrupt = stop_the_world,
		.n_sights = 4,
	};

	toy_set_up();
	assert_null(explore(&c).failure);
	c.n_sights = 5;
	assert_string_equal(explore(&c).failure, "what must happen never does");
}

TEST(the_same_is_found_twice)
{
	const struct explore_result a = toy_explore(take_both, 2, 3);
	const struct explore_result b = toy_explore(take_both, 2, 3);

	assert_int_equal(a.n_interleavings, b.n_interleavings);
	assert_int_equal(toy_explore(add_rightly, 3, 3).n_interleavings,
	    toy_explore(add_rightly, 3, 3).n_interleavings);
}
