/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The cases of panic.c for locks with readers: the panic thread reads, upgrades
 * and downgrades, whoever stands still in what.  What another writes stays as it
 * is; a free lock is free again afterwards.
 */
#include "tests/explore/cases.h"
#include "tests/explore/world_shared.h"

static bool
is_anothers(unsigned lock)
{
	for (unsigned i = 1; i < EXPLORE_THREADS_MAX; i++)
		if (world_owned(lock, i))
			return true;
	return false;
}

static void
check_kept(unsigned lock, uintptr_t before, const char *failure)
{
	explore_check(
	    !is_anothers(lock) || world_word(lock) == before, failure);
}

static void
check_read(unsigned lock)
{
	const uintptr_t before = world_word(lock);

	world_rlock(lock, 0);
	check_kept(lock, before, "a faked read lock wrote the word");
	world_runlock(lock, 0);
	check_kept(lock, before, "a faked read unlock wrote the word");
	explore_check(
	    before != world.free_word || world_word(lock) == world.free_word,
	    "a free lock stays read");
}

static void
check_try(unsigned lock)
{
	const uintptr_t before = world_word(lock);

	explore_check(
	    world_tryrlock(lock, 0), "a faked try to read says false");
	explore_check(
	    world_word(lock) == before, "a faked try to read wrote the word");
	explore_check(world_tryupgrade(lock, 0), "a faked upgrade says false");
	explore_check(
	    world_word(lock) == before, "a faked upgrade wrote the word");
	world_downgrade(lock, 0);
	explore_check(
	    world_word(lock) == before, "a faked downgrade wrote the word");
}

static void
panic(void)
{
	explore_stop_others();
	stop_set(&world.td[0], true);
	for (unsigned i = 0; i < N_LOCKS; i++) {
		check_try(i);
		check_read(i);
	}
}

static void
write_preempted(unsigned thread)
{
	world_lock(0, thread);
	world_run(thread, false);
	world_work(0);
	world_run(thread, true);
	world_unlock(0, thread);
}

static void
read_once(unsigned thread)
{
	world_rlock(0, thread);
	world_read(0);
	world_runlock(0, thread);
}

static void
read_and_write(unsigned thread)
{
	read_once(thread);
	write_preempted(thread);
}

static void
upgrade(unsigned thread)
{
	if (thread != 0) {
		write_preempted(thread);
		return;
	}
	world_rlock(0, thread);
	if (world_tryupgrade(0, thread)) {
		world_work(0);
		world_downgrade(0, thread);
	}
	world_read(0);
	world_runlock(0, thread);
}

#define CASE(phrase, n, preemptions, function)                               \
	{                                                                    \
		.name = phrase, .n_threads = n, .bound = preemptions,        \
		.set_up = world_set_up, .run = function, .interrupt = panic, \
		.at_end = world_at_end                                       \
	}

static const struct explore_case cases[] = {
	CASE("panic among readers and writers", 2, 3, read_and_write),
	CASE("panic while upgrading", 2, 3, upgrade),
	CASE("panic among three that read and write", 3, 1, read_and_write),
};

const struct explored_cases panic_shared_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};
