/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of locks with readers: readers are in together, a writer is in alone,
 * whoever waits is woken.
 */
#include "tests/explore/cases.h"
#include "tests/explore/cases/world_shared.h"

/* Two are in to read at once. */
#define SIGHT_TWO 0

static void
read_within(void)
{
	world_enter_shared(0);
	if (world.n_readers[0] == 2)
		explore_see(SIGHT_TWO);
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
write_preempted(unsigned thread)
{
	world_lock(0, thread);
	world_run(thread, false);
	world_stay(0);
	world_unlock(0, thread);
	world_run(thread, true);
}

static void
one_writes(unsigned thread)
{
	if (thread == 0)
		world_pass(0, thread);
	else
		read_once(thread);
}

static void
one_reads(unsigned thread)
{
	if (thread == 0)
		read_once(thread);
	else
		world_pass(0, thread);
}

static void
one_writes_preempted(unsigned thread)
{
	if (thread == 0)
		write_preempted(thread);
	else
		read_once(thread);
}

/* The owner comes again while those that it has woken are on their way. */
static void
one_writes_twice_preempted(unsigned thread)
{
	if (thread == 0) {
		write_preempted(thread);
		world_pass(0, thread);
	} else if (thread == 1) {
		read_once(thread);
	} else {
		world_pass(0, thread);
	}
}

/* Who has read once may find an easier way in. */
static void
one_writes_many_read(unsigned thread)
{
	if (thread == 0) {
		world_pass(0, thread);
		return;
	}
	read_once(thread);
	read_once(thread);
}

/* Gives back first what it took first, and stays in the other. */
static void
one_reads_crosswise(unsigned thread)
{
	if (thread != 0) {
		world_pass(1, thread);
		return;
	}
	world_rlock(0, thread);
	world_rlock(1, thread);
	world_runlock(0, thread);
	world_enter_shared(1);
	world_read(1);
	world_leave_shared(1);
	world_runlock(1, thread);
}

/* Reads another lock as soon as it has left the first. */
static void
one_reads_in_turn(unsigned thread)
{
	if (thread != 0) {
		world_pass(0, thread);
		return;
	}
	for (unsigned i = 0; i < 4; i++) {
		const unsigned lock = i % 2;

		world_rlock(lock, thread);
		world_enter_shared(lock);
		world_read(lock);
		world_leave_shared(lock);
		world_runlock(lock, thread);
	}
}

/* Who reads already is let in again, whoever waits. */
static void
one_reads_twice(unsigned thread)
{
	if (thread == 1) {
		world_pass(0, thread);
		return;
	}
	world_rlock(0, thread);
	read_once(thread);
	world_runlock(0, thread);
}

static void
try_alone(unsigned thread)
{
	const unsigned other = thread + 1;

	explore_check(
	    world_tryrlock(0, thread), "a try to read fails on a free lock");
	explore_check(
	    world_tryrlock(0, other), "a try to read fails beside a reader");
	explore_check(!world_owned(0, thread), "a reader owns it");
	world_runlock(0, other);
	world_runlock(0, thread);
	world_lock(0, thread);
	explore_check(!world_tryrlock(0, other),
	    "a try to read succeeds beside a writer");
	world_unlock(0, thread);
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
try_to_read(unsigned thread)
{
	if (thread == 0)
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
	CASE("try to read alone", 1, 0, try_alone, 0),
	CASE("two read", 2, 3, read_once, 1),
	CASE("one writes, one reads", 2, 4, one_writes, 0),
	CASE("one writes, two read", 3, 3, one_writes, 1),
	CASE("one reads, two write", 3, 3, one_reads, 0),
	CASE("writer preempted, two read", 3, 2, one_writes_preempted, 1),
	CASE("writer comes again, two wait", 3, 2, one_writes_twice_preempted,
	    0),
	CASE("one reads twice", 2, 4, one_reads_twice, 0),
	CASE("one writes, one reads and reads", 2, 3, one_writes_many_read, 0),
	CASE("one reads crosswise", 2, 3, one_reads_crosswise, 0),
	CASE("one reads in turn", 2, 3, one_reads_in_turn, 0),
	CASE("two try to read", 3, 3, try_to_read, 1),
};

const struct explored_cases shared_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};

/* As in exclusive.c. */
static const struct explore_case longer[] = {
	CASE("one writes, one reads", 2, 8, one_writes, 0),
	CASE("one writes, two read", 3, 4, one_writes, 1),
	CASE("one reads, two write", 3, 4, one_reads, 0),
	CASE("writer preempted, two read", 3, 3, one_writes_preempted, 1),
	CASE("one reads twice", 2, 6, one_reads_twice, 0),
};

const struct explored_cases longer_shared_cases = {
	.cases = longer,
	.n = sizeof(longer) / sizeof(*longer),
};
