/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of locks whose readers can become owners and back: nobody writes while
 * a lock is upgraded or downgraded, and whoever waits then is woken.
 */
#include "tests/explore/cases.h"
#include "tests/explore/cases/world_shared.h"

enum sight {
	SIGHT_FIRST,
	SIGHT_SECOND
};

static void
read_within(void)
{
	world_enter_shared(0);
	if (world.n_readers[0] == 2)
		explore_see(SIGHT_FIRST);
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

static void
try_once(unsigned thread)
{
	if (world_tryrlock(0, thread)) {
		read_within();
		world_runlock(0, thread);
	}
}

static void
upgrade_alone(unsigned thread)
{
	const unsigned other = thread + 1;

	world_rlock(0, thread);
	world_rlock(0, other);
	explore_check(!world_trylock(0, EXPLORE_THREADS_MAX - 1),
	    "a try to write succeeds beside readers");
	explore_check(!world_tryupgrade(0, thread),
	    "an upgrade succeeds beside a reader");
	world_runlock(0, other);
	explore_check(
	    world_tryupgrade(0, thread), "the only reader is not upgraded");
	explore_check(world_owned(0, thread), "an upgrade took nothing");
	explore_check(!world_tryrlock(0, other),
	    "a try to read succeeds beside a writer");
	world_downgrade(0, thread);
	explore_check(!world_owned(0, thread), "a downgrade gave nothing back");
	explore_check(
	    world_tryrlock(0, other), "a try to read fails after a downgrade");
	world_runlock(0, other);
	world_runlock(0, thread);
}

/* A reader wants to write, and if it may, finds what it has read. */
static void
upgrade(unsigned thread)
{
	unsigned seen;

	world_rlock(0, thread);
	world_enter_shared(0);
	world_read(0);
	seen = world.data[0];
	if (!world_tryupgrade(0, thread)) {
		explore_see(SIGHT_SECOND);
		world_leave_shared(0);
		world_runlock(0, thread);
		return;
	}
	explore_see(SIGHT_FIRST);
	world_leave_shared(0);
	explore_check(world.data[0] == seen, "data changed in an upgrade");
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

/* A writer goes on as a reader, and finds what it has written. */
static void
downgrade(unsigned thread)
{
	unsigned written;

	world_lock(0, thread);
	world_run(thread, false);
	world_stay(0);
	written = world.data[0];
	world_downgrade(0, thread);
	world_run(thread, true);
	world_enter_shared(0);
	explore_check(world.data[0] == written, "data changed in a downgrade");
	if (world.n_readers[0] == 2)
		explore_see(SIGHT_FIRST);
	world_leave_shared(0);
	read_within();
	world_runlock(0, thread);
}

static void
downgrade_beside_both(unsigned thread)
{
	if (thread == 0)
		downgrade(thread);
	else if (thread == 1)
		read_once(thread);
	else
		world_pass(0, thread);
}

static void
downgrade_beside_readers(unsigned thread)
{
	if (thread == 0)
		downgrade(thread);
	else
		read_once(thread);
}

/* A try gets past the writer that waits. */
static void
downgrade_beside_writer(unsigned thread)
{
	if (thread == 0)
		downgrade(thread);
	else if (thread == 1)
		world_pass(0, thread);
	else
		try_once(thread);
}

#define CASE(phrase, n, preemptions, function, things)                \
	{                                                             \
		.name = phrase, .n_threads = n, .bound = preemptions, \
		.set_up = world_set_up, .run = function,              \
		.at_end = world_at_end, .n_sights = things            \
	}

static const struct explore_case cases[] = {
	CASE("upgrade alone", 1, 0, upgrade_alone, 0),
	CASE("one upgrades, one writes", 2, 4, one_upgrades,
	    EXPLORED_UPGRADE_SIGHTS),
	CASE("two upgrade", 2, 4, two_upgrade, 2),
	CASE("two upgrade, one writes", 3, 2, two_upgrade, 2),
	CASE("one downgrades, one reads", 2, 4, downgrade_beside_readers, 1),
	CASE("one downgrades, two read", 3, 2, downgrade_beside_readers, 1),
	CASE("one downgrades, one tries", 3, 2, downgrade_beside_writer, 1),
	CASE("one downgrades, two come", 3, 2, downgrade_beside_both, 1),
};

const struct explored_cases upgrade_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};

/* As in exclusive.c. */
static const struct explore_case longer[] = {
	CASE("two upgrade, one writes", 3, 3, two_upgrade, 2),
	CASE("one downgrades, two come", 3, 3, downgrade_beside_both, 1),
};

const struct explored_cases longer_upgrade_cases = {
	.cases = longer,
	.n = sizeof(longer) / sizeof(*longer),
};
