/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of a lock that is taken and given back under an interlock: it is kept
 * until the operation is done or goes to sleep, never in a sleep, and given
 * back once; after a panic too, when nothing else is done (freebsd.md 1.6).
 */
#include "locks/lk.h"
#include "tests/explore/cases.h"
#include "tests/explore/cases/world.h"
#include "tests/locks/inner.h"

static struct mtx interlock;

/* Whether somebody has the lock or has asked for it; by the interlock. */
static unsigned is_taken;

static uintptr_t
interlock_word(void)
{
	return atomic_load_rlx(&interlock.word);
}

static void
set_up(void)
{
	world_set_up();
	mtx_init(&interlock);
	is_taken = false;
}

static void
at_end(void)
{
	world_at_end();
	explore_check(
	    interlock_word() == MTX_UNOWNED, "the interlock is not free");
}

/* Under the interlock, which it gives back. */
static int
operate(unsigned flags, unsigned thread)
{
	const int err =
	    lk_op(world_at(0), flags, &interlock, &world.td[thread]);

	explore_check(!mtx_owned(&interlock, &world.td[thread]),
	    "an operation kept the interlock");
	return err;
}

/* Who sleeps with the interlock keeps the owner from giving back. */
static void
lock_and_unlock(unsigned thread)
{
	inner_lock(&interlock, &world.td[thread]);
	explore_check(operate(LK_EXCLUSIVE, thread) == 0, "a lock fails");
	world_stay(0);
	inner_lock(&interlock, &world.td[thread]);
	explore_check(operate(LK_RELEASE, thread) == 0, "an unlock fails");
}

static void
drain_or_lock(unsigned thread)
{
	if (thread != 0) {
		lock_and_unlock(thread);
		return;
	}
	inner_lock(&interlock, &world.td[thread]);
	explore_check(operate(LK_DRAIN, thread) == 0, "a drain fails");
	world_stay(0);
	world_unlock(0, thread);
}

/*
 * What is said under the interlock holds: a free lock need not be waited for.
 */
static void
lock_if_free(unsigned thread)
{
	inner_lock(&interlock, &world.td[thread]);
	if (is_taken) {
		inner_unlock(&interlock, &world.td[thread]);
		return;
	}
	is_taken = true;
	explore_check(operate(LK_EXCLUSIVE | LK_NOWAIT, thread) == 0,
	    "the interlock was given back before its operation");
	world_stay(0);
	inner_lock(&interlock, &world.td[thread]);
	is_taken = false;
	operate(LK_RELEASE, thread);
}

static void
lock_if_free_twice(unsigned thread)
{
	lock_if_free(thread);
	lock_if_free(thread);
}

static void
check_operation(unsigned flags)
{
	const uintptr_t before = world_word(0);
	const uintptr_t interlock_before = interlock_word();
	struct thread *td = &world.td[0];

	inner_lock(&interlock, td);
	explore_check(lk_op(world_at(0), flags, &interlock, td) == 0,
	    "a faked operation fails");
	explore_check(
	    world_word(0) == before, "a faked operation wrote the word");
	explore_check(interlock_word() == interlock_before,
	    "a faked operation kept the interlock");
}

static void
panic(void)
{
	explore_stop_others();
	stop_set(&world.td[0], true);
	/* Where nobody waits for it, it is free then. */
	if (mtx_owned(&interlock, &world.td[0]))
		inner_unlock(&interlock, &world.td[0]);
	for (unsigned i = LK_SHARED; i <= LK_DRAIN; i++)
		check_operation(i);
}

#define CASE(phrase, n, preemptions, function)                        \
	{                                                             \
		.name = phrase, .n_threads = n, .bound = preemptions, \
		.set_up = set_up, .run = function, .at_end = at_end   \
	}

static const struct explore_case cases[] = {
	CASE("interlock", 2, 4, lock_and_unlock),
	CASE("interlock, three", 3, 2, lock_and_unlock),
	CASE("interlock of a drain", 2, 4, drain_or_lock),
	CASE("interlock covers its operation", 2, 4, lock_if_free_twice),
};

const struct explored_cases interlock_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};

static const struct explore_case panic_cases_here[] = {
	{
	    .name = "panic with an interlock",
	    .n_threads = 2,
	    .bound = 3,
	    .set_up = set_up,
	    .run = lock_and_unlock,
	    .interrupt = panic,
	    .at_end = at_end,
	},
};

const struct explored_cases panic_interlock_cases = {
	.cases = panic_cases_here,
	.n = sizeof(panic_cases_here) / sizeof(*panic_cases_here),
};
