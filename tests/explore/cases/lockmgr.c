/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of what lk alone can do: a drain, which lets everybody go first who
 * sleeps, and an upgrade that gives back and waits.
 */
#include "locks/lk.h"
#include "tests/explore/cases.h"
#include "tests/explore/cases/world_shared.h"

#include <errno.h>

enum sight {
	SIGHT_SAME,
	SIGHT_CHANGED
};

static int
operate(unsigned flags, unsigned thread)
{
	return lk_op(world_at(0), flags, NULL, &world.td[thread]);
}

static void
read_within(void)
{
	world_enter_shared(0);
	world_read(0);
	world_leave_shared(0);
}

static void
read_once(unsigned thread)
{
	world_rlock(0, thread);
	read_within();
	world_runlock(0, thread);
}

/* No step lies between the drain's last and the look at the word. */
static void
drain(unsigned thread)
{
	explore_check(operate(LK_DRAIN, thread) == 0, "a drain fails");
	explore_check(world_word(0) == (uintptr_t)&world.td[thread],
	    "a drain takes a lock for which somebody sleeps");
	world_stay(0);
	world_unlock(0, thread);
}

static void
one_drains_beside_both(unsigned thread)
{
	if (thread == 0)
		drain(thread);
	else if (thread == 1)
		read_once(thread);
	else
		world_pass(0, thread);
}

static void
one_drains_beside_readers(unsigned thread)
{
	if (thread == 0)
		drain(thread);
	else
		read_once(thread);
}

static void
one_drains_beside_writers(unsigned thread)
{
	if (thread == 0)
		drain(thread);
	else
		world_pass(0, thread);
}

static void
two_drain(unsigned thread)
{
	if (thread == 2)
		read_once(thread);
	else
		drain(thread);
}

static void
try_to_drain(unsigned thread)
{
	int err;

	if (thread != 0) {
		read_once(thread);
		return;
	}
	err = operate(LK_DRAIN | LK_NOWAIT, thread);
	if (err == 0) {
		explore_see(SIGHT_SAME);
		world_stay(0);
		world_unlock(0, thread);
	} else {
		explore_check(err == -EBUSY, "an unknown error");
		explore_see(SIGHT_CHANGED);
	}
}

/* A reader who wants to write, and waits for it if need be. */
static void
upgrade(unsigned thread)
{
	unsigned seen;

	world_rlock(0, thread);
	read_within();
	seen = world.data[0];
	explore_check(operate(LK_UPGRADE, thread) == 0, "an upgrade fails");
	explore_check(world_owned(0, thread), "an upgrade took nothing");
	explore_see(world.data[0] == seen ? SIGHT_SAME : SIGHT_CHANGED);
	world_stay(0);
	world_unlock(0, thread);
}

static void
one_upgrades(unsigned thread)
{
	if (thread == 0)
		upgrade(thread);
	else
		world_pass(0, thread);
}

static void
two_upgrade(unsigned thread)
{
	if (thread == 2)
		world_pass(0, thread);
	else
		upgrade(thread);
}

#define CASE(phrase, n, preemptions, function, things)                \
	{                                                             \
		.name = phrase, .n_threads = n, .bound = preemptions, \
		.set_up = world_set_up, .run = function,              \
		.at_end = world_at_end, .n_sights = things            \
	}

static const struct explore_case cases[] = {
	CASE("one drains, one reads", 2, 4, one_drains_beside_readers, 0),
	CASE("one drains, one writes", 2, 4, one_drains_beside_writers, 0),
	CASE("one drains, two read", 3, 3, one_drains_beside_readers, 0),
	CASE("one drains, two write", 3, 3, one_drains_beside_writers, 0),
	CASE("one drains, two come", 3, 3, one_drains_beside_both, 0),
	CASE("two drain", 2, 4, two_drain, 0),
	CASE("two drain, one reads", 3, 3, two_drain, 0),
	CASE("one tries to drain", 2, 4, try_to_drain, 2),
	CASE("one upgrades and waits", 2, 4, one_upgrades, 1),
	CASE("two upgrade and wait", 2, 4, two_upgrade, 2),
	CASE("two upgrade and wait, one writes", 3, 3, two_upgrade, 2),
};

const struct explored_cases lockmgr_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};
