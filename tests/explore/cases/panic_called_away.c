/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A panic among sleepers that are called away: what is faked returns 0, whoever
 * calls the panic thread, and whatever it was doing (freebsd.md 1.4).
 */
#include "locks/sleepq.h"
#include "tests/explore/cases.h"
#include "tests/explore/cases/world_shared.h"

static int
lock_sig(unsigned lock, unsigned thread)
{
	return subject.lock_sig(world_at(lock), &world.td[thread]);
}

static int
rlock_sig(unsigned lock, unsigned thread)
{
	return subject.rlock_sig(world_at(lock), &world.td[thread]);
}

static void
panic(void)
{
	explore_stop_others();
	stop_set(&world.td[0], true);
	sleepq_abort(&world.td[0]);
	for (unsigned i = 0; i < N_LOCKS; i++) {
		explore_check(
		    lock_sig(i, 0) == 0, "a faked lock was called away");
		world_unlock(i, 0);
		explore_check(
		    rlock_sig(i, 0) == 0, "a faked read lock was called away");
		world_runlock(i, 0);
	}
}

static void
stay(unsigned thread)
{
	if (lock_sig(0, thread) != 0)
		return;
	world_run(thread, false);
	world_work(0);
	sleepq_abort(&world.td[1 - thread]);
	world_run(thread, true);
	world_unlock(0, thread);
}

static void
read_and_stay(unsigned thread)
{
	if (rlock_sig(0, thread) == 0) {
		world_read(0);
		world_runlock(0, thread);
	}
	stay(thread);
}

#define CASE(phrase, preemptions, function)                                  \
	{                                                                    \
		.name = phrase, .n_threads = 2, .bound = preemptions,        \
		.set_up = world_set_up, .run = function, .interrupt = panic, \
		.at_end = world_at_end                                       \
	}

static const struct explore_case cases[] = {
	CASE("panic among called", 4, stay),
	CASE("panic among readers called", 3, read_and_stay),
};

const struct explored_cases panic_called_away_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};
