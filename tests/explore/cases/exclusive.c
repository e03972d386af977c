/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases by the exclusive verbs: one is in at a time, whoever waits is woken; of
 * locks that can be, recursion is counted, a try tells the truth.
 */
#include "tests/explore/cases.h"
#include "tests/explore/cases/world.h"

static void
pass_once(unsigned thread)
{
	world_pass(0, thread);
}

static void
pass_twice(unsigned thread)
{
	world_pass(0, thread);
	world_pass(0, thread);
}

/* Thread 0 is off its processor from within the lock until it has left. */
static void
pass_preempted(unsigned thread)
{
	if (thread != 0) {
		world_pass(0, thread);
		return;
	}
	world_lock(0, thread);
	world_run(thread, false);
	world_stay(0);
	world_unlock(0, thread);
	world_run(thread, true);
}

static void
pass_twice_preempted(unsigned thread)
{
	pass_preempted(thread);
	pass_preempted(thread);
}

/* The owner recurses while others come to block on it. */
static void
recurse(unsigned thread)
{
	if (thread != 0) {
		world_pass(0, thread);
		return;
	}
	world_lock(0, thread);
	world_enter(0);
	world_run(thread, false);
	world_lock(0, thread);
	world_work(0);
	world_unlock(0, thread);
	explore_check(world_owned(0, thread), "an inner unlock gave it back");
	world_work(0);
	world_run(thread, true);
	world_leave(0);
	world_unlock(0, thread);
}

static void
recurse_alone(unsigned thread)
{
	uintptr_t word;

	explore_check(!world_owned(0, thread), "a free lock is owned");
	world_lock(0, thread);
	word = world_word(0);
	world_lock(0, thread);
	world_lock(0, thread);
	explore_check(world_owned(0, thread), "the owner does not own it");
	explore_check(
	    !world_owned(0, thread + 1), "another than the owner owns it");
	world_unlock(0, thread);
	world_unlock(0, thread);
	explore_check(world_word(0) == word, "recursion leaves a trace");
	world_unlock(0, thread);
	explore_check(!world_owned(0, thread), "a free lock is owned");
}

static void
try(unsigned thread)
{
	if (thread == 0) {
		pass_preempted(thread);
		return;
	}
	if (world_trylock(0, thread)) {
		world_stay(0);
		world_unlock(0, thread);
	}
}

static void
try_alone(unsigned thread)
{
	explore_check(world_trylock(0, thread), "a try fails on a free lock");
	explore_check(world_owned(0, thread), "a try took nothing");
	explore_check(
	    !world_trylock(0, thread + 1), "a try takes what another owns");
	explore_check(world_owned(0, thread), "a try robbed the owner");
	explore_check(world_trylock(0, thread) == explored.traits.try_recurses,
	    "a try by the owner is not as it should be");
	if (explored.traits.try_recurses)
		world_unlock(0, thread);
	explore_check(world_owned(0, thread), "an inner unlock gave it back");
	world_unlock(0, thread);
}

/* Two waiters in one chain, each for another lock. */
static void
pass_two_locks(unsigned thread)
{
	if (thread != 0) {
		world_pass(thread - 1, thread);
		return;
	}
	world_lock(0, thread);
	world_lock(1, thread);
	world_run(thread, false);
	world_unlock(0, thread);
	world_unlock(1, thread);
	world_run(thread, true);
}

#define CASE(phrase, n, preemptions, function)                        \
	{                                                             \
		.name = phrase, .n_threads = n, .bound = preemptions, \
		.set_up = world_set_up, .run = function,              \
		.at_end = world_at_end                                \
	}

static const struct explore_case cases[] = {
	CASE("two pass", 2, EXPLORED_MOST, pass_once),
	CASE("two pass twice", 2, 3, pass_twice),
	CASE("three pass", 3, 3, pass_once),
	CASE("owner preempted", 2, 4, pass_preempted),
	CASE("owner preempted twice", 2, 3, pass_twice_preempted),
	CASE("owner preempted, three", 3, 3, pass_preempted),
	CASE("two locks", 3, 3, pass_two_locks),
};

const struct explored_cases exclusive_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};

static const struct explore_case recursion[] = {
	CASE("recursion alone", 1, 0, recurse_alone),
	CASE("owner recurses", 2, 4, recurse),
	CASE("owner recurses, three", 3, 2, recurse),
};

const struct explored_cases recursion_cases = {
	.cases = recursion,
	.n = sizeof(recursion) / sizeof(*recursion),
};

static const struct explore_case trying[] = {
	CASE("try alone", 1, 0, try_alone),
	CASE("two try", 2, EXPLORED_MOST, try),
	CASE("three try", 3, 4, try),
};

const struct explored_cases trylock_cases = {
	.cases = trying,
	.n = sizeof(trying) / sizeof(*trying),
};

/* With more preemptions: too long to be taken by each broken lock. */
static const struct explore_case longer[] = {
	CASE("two pass twice", 2, EXPLORED_MOST, pass_twice),
	CASE("owner preempted", 2, 8, pass_preempted),
	CASE("three pass", 3, 5, pass_once),
	CASE("owner preempted twice", 2, 5, pass_twice_preempted),
};

const struct explored_cases longer_exclusive_cases = {
	.cases = longer,
	.n = sizeof(longer) / sizeof(*longer),
};

static const struct explore_case longer_recursion[] = {
	CASE("owner recurses, three", 3, 3, recurse),
};

const struct explored_cases longer_recursion_cases = {
	.cases = longer_recursion,
	.n = sizeof(longer_recursion) / sizeof(*longer_recursion),
};
