/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of a panic (freebsd.md 1.8).  Thread 0 panics at any of its steps, also
 * within lock code, while the others are stopped for good at any of theirs;
 * what it does with every lock then must end, and must write no word that is
 * another's, except where spin's unlock does (freebsd.md 1.2).
 */
#include "tests/explore/cases.h"
#include "tests/explore/cases/world.h"

/* Spin sections of the caller's that a faked pair of lock and unlock leaves. */
static unsigned
sections_lost(void)
{
	return explored.traits.fakes_without_section && !subject.at_entry;
}

/* Whether thread 0 owns a lock that nobody waits for: one unlock frees it. */
static bool
is_mine_alone(unsigned lock)
{
	return world_word(lock) == (uintptr_t)&world.td[0] &&
	    (explored.traits.has_recursed_bit || world_recursion(lock) == 0);
}

static void
check_unlock(unsigned lock)
{
	const uintptr_t before = world_word(lock);
	const bool is_freed =
	    (!subject.at_entry || explored.traits.unlocks_as_hard) &&
	    is_mine_alone(lock);
	uintptr_t after;

	world_unlock(lock, 0);
	after = world_word(lock);
	if (is_freed)
		explore_check(after == world.free_word,
		    "the first unlock did not free it");
	else
		explore_check(after == before ||
		        (explored.traits.is_counted_inline &&
		            !subject.at_entry && after == world.free_word),
		    "a faked unlock wrote the word");
}

static void
check_lock(unsigned lock)
{
	const uintptr_t before = world_word(lock);
	const unsigned nest = world.td[0].spin_nest;
	const unsigned recursion = world_recursion(lock);

	world_lock(lock, 0);
	explore_check(world_recursion(lock) == recursion ||
	        (explored.traits.is_counted_inline && !subject.at_entry),
	    "a faked lock counted recursion");
	if (before == world.free_word && !subject.at_entry &&
	    !explored.traits.fakes_without_section)
		explore_check(
		    world_owned(lock, 0), "a free lock was not taken");
	else
		explore_check(
		    world_word(lock) == before, "a faked lock wrote the word");
	check_unlock(lock);
	explore_check(world.td[0].spin_nest == nest - sections_lost(),
	    "lock and unlock leave a spin section");
}

static void
check_try(unsigned lock)
{
	const uintptr_t before = world_word(lock);
	const unsigned nest = world.td[0].spin_nest;
	const unsigned recursion = world_recursion(lock);

	if (!subject.has_trylock)
		return;
	explore_check(world_trylock(lock, 0), "a faked try says false");
	explore_check(world_recursion(lock) == recursion,
	    "a faked try counted recursion");
	explore_check(world_word(lock) == before, "a faked try wrote the word");
	check_unlock(lock);
	explore_check(world.td[0].spin_nest == nest - sections_lost(),
	    "try and unlock leave a spin section");
}

static void
panic(void)
{
	explore_stop_others();
	stop_set(&world.td[0], true);
	for (unsigned i = 0; i < N_LOCKS; i++) {
		check_lock(i);
		check_try(i);
		check_lock(i);
	}
}

static void
stay(unsigned lock, unsigned thread)
{
	world_lock(lock, thread);
	world_run(thread, false);
	world_work(lock);
	world_run(thread, true);
	world_unlock(lock, thread);
}

/* Everybody is an owner who runs, one who does not, and a waiter. */
static void
pass_both_ways(unsigned thread)
{
	world_lock(0, thread);
	world_work(0);
	world_unlock(0, thread);
	stay(0, thread);
}

static void
recurse(unsigned thread)
{
	world_lock(0, thread);
	stay(0, thread);
	world_unlock(0, thread);
}

static void
stay_once(unsigned thread)
{
	stay(0, thread);
}

static void
hold_one_want_other(unsigned thread)
{
	if (thread == 0) {
		stay(1, thread);
		return;
	}
	world_lock(0, thread);
	stay(1, thread);
	world_unlock(0, thread);
}

#define CASE(phrase, n, preemptions, function)                               \
	{                                                                    \
		.name = phrase, .n_threads = n, .bound = preemptions,        \
		.set_up = world_set_up, .run = function, .interrupt = panic, \
		.at_end = world_at_end                                       \
	}

static const struct explore_case cases[] = {
	CASE("panic", 2, 4, pass_both_ways),
	CASE("panic among three", 3, 2, stay_once),
	CASE("panic with two locks", 2, 4, hold_one_want_other),
};

const struct explored_cases panic_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};

static const struct explore_case recursion[] = {
	CASE("panic among owners that recurse", 2, 3, recurse),
};

const struct explored_cases panic_recursion_cases = {
	.cases = recursion,
	.n = sizeof(recursion) / sizeof(*recursion),
};
