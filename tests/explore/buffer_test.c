/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of the explorer's store buffers that a store may be seen after a later
 * load, but never by its own thread, never out of turn, and never after a
 * read-modify-write or a meeting; and that a meeting orders plain memory.
 */
#include "tests/lib/test.h"
#include "toy.h"

static void
set_up_buffered(void)
{
	memset(&toy, 0, sizeof(toy));
	explore_buffer_stores();
}

static struct explore_result
explore_buffered(void (*run)(unsigned), unsigned bound, unsigned n_sights)
{
	const struct explore_case c = {
		.n_threads = 2,
		.bound = bound,
		.set_up = set_up_buffered,
		.run = run,
		.n_sights = n_sights,
	};

	toy_set_up();
	return explore(&c);
}

/*
 * Counts by the rules alone, without a race; stays, since an end is a barrier.
 */
__attribute__((no_sanitize("thread"), noinline)) static void
come_in(void)
{
	toy.plain++;
	explore_check(toy.plain < 2, "both are in");
	explore_pause();
}

/* Dekker's way in: whoever comes second sees the first. */
static void
claim(unsigned thread)
{
	atomic_store_rlx(&toy.word[thread], 1);
	if (atomic_load_rlx(&toy.word[1 - thread]) == 0)
		come_in();
}

static void
claim_by_change(unsigned thread)
{
	atomic_set_rlx(&toy.word[thread], 1);
	if (atomic_load_rlx(&toy.word[1 - thread]) == 0)
		come_in();
}

/* Thread 1 sees to the order of both. */
static void
claim_and_meet(unsigned thread)
{
	atomic_store_rlx(&toy.word[thread], 1);
	if (thread == 1)
		explore_meet(1U << 0);
	if (atomic_load_rlx(&toy.word[1 - thread]) == 0)
		come_in();
}

/* Its own barrier alone: the store of thread 0 may still be unseen. */
static void
claim_and_meet_nobody(unsigned thread)
{
	atomic_store_rlx(&toy.word[thread], 1);
	if (thread == 1)
		explore_meet(0);
	if (atomic_load_rlx(&toy.word[1 - thread]) == 0)
		come_in();
}

TEST(a_store_is_seen_after_a_later_load)
{
	assert_null(toy_explore(claim, 2, EXPLORE_UNBOUNDED).failure);
	/* To come in between, and that the store is seen not yet. */
	assert_null(explore_buffered(claim, 1, 0).failure);
	assert_string_equal(
	    explore_buffered(claim, 2, 0).failure, "both are in");
}

TEST(a_change_or_a_meeting_empties_the_buffer)
{
	assert_null(
	    explore_buffered(claim_by_change, EXPLORE_UNBOUNDED, 0).failure);
	assert_null(
	    explore_buffered(claim_and_meet, EXPLORE_UNBOUNDED, 0).failure);
	assert_string_equal(
	    explore_buffered(claim_and_meet_nobody, 2, 0).failure,
	    "both are in");
}

/* Thread 1 sees 0, 1 or 2 in the second word, and in the first no less. */
static void
store_in_turn(unsigned thread)
{
	uintptr_t second;

	if (thread == 1) {
		second = atomic_load_rlx(&toy.word[1]);
		explore_see((unsigned)second);
		explore_check(atomic_load_rlx(&toy.word[0]) >= second,
		    "stores change places");
		return;
	}
	for (uintptr_t i = 1; i <= 2; i++) {
		atomic_store_rlx(&toy.word[0], i);
		atomic_store_rlx(&toy.word[1], i);
	}
	explore_check(
	    atomic_load_rlx(&toy.word[1]) == 2, "its own store is not seen");
}

TEST(stores_leave_in_turn_and_are_seen_by_their_own)
{
	assert_null(
	    explore_buffered(store_in_turn, EXPLORE_UNBOUNDED, 3).failure);
}

static void
read_after_meeting(unsigned thread)
{
	if (thread == 0) {
		toy.plain = 1;
		atomic_store_rlx(&toy.word[0], 1);
		return;
	}
	while (atomic_load_rlx(&toy.word[0]) == 0)
		spin_wait();
	explore_meet(1U << 0);
	explore_check(toy.plain == 1, "plain memory is as before");
}

static void
read_unmet(unsigned thread)
{
	if (thread == 0) {
		read_after_meeting(thread);
		return;
	}
	while (atomic_load_rlx(&toy.word[0]) == 0)
		spin_wait();
	explore_check(toy.plain == 1, "plain memory is as before");
}

/* What is written after the meeting is ordered by nothing. */
static void
write_after_meeting(unsigned thread)
{
	if (thread == 1)
		explore_meet(1U << 0);
	else
		explore_pause();
	toy.plain++;
}

TEST(a_meeting_orders_what_was_before)
{
	assert_null(explore_buffered(read_after_meeting, 3, 0).failure);
	assert_string_equal(explore_buffered(read_unmet, 3, 0).failure,
	    "a race on plain memory");
	assert_string_equal(explore_buffered(write_after_meeting, 3, 0).failure,
	    "a race on plain memory");
}
