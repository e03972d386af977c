/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The cases of panic.c for locks with readers: the panic thread reads, upgrades
 * and downgrades, whoever stands still in what.  No word is written, but where
 * reading is inlined (sx.h); a free lock is free again afterwards.
 */
#include "tests/explore/cases.h"
#include "tests/explore/cases/world_shared.h"

/* 1 while thread 0 is in to read. */
static unsigned n_reads;

static bool
is_written(unsigned lock)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		if (world_owned(lock, i))
			return true;
	return false;
}

static void
check_read(unsigned lock)
{
	const uintptr_t takes =
	    subject.at_entry ? 0 : explored.traits.runlock_takes;
	const uintptr_t before = world_word(lock);
	const bool is_faked = takes == 0 || is_written(lock);

	world_rlock(lock, 0);
	explore_check(!is_faked || world_word(lock) == before,
	    "a faked read lock wrote the word");
	world_runlock(lock, 0);
	if (is_faked)
		explore_check(world_word(lock) == before - takes,
		    "a faked read unlock wrote the word");
	else if (before == world.free_word)
		explore_check(
		    world_word(lock) == before, "a free lock stays read");
}

static void
check_try(unsigned lock)
{
	const uintptr_t before = world_word(lock);

	explore_check(
	    world_tryrlock(lock, 0), "a faked try to read says false");
	explore_check(
	    world_word(lock) == before, "a faked try to read wrote the word");
	if (!subject.has_upgrade)
		return;
	explore_check(world_tryupgrade(lock, 0), "a faked upgrade says false");
	explore_check(
	    world_word(lock) == before, "a faked upgrade wrote the word");
	world_downgrade(lock, 0);
	explore_check(
	    world_word(lock) == before, "a faked downgrade wrote the word");
}

/* Lets go of lock 0 if thread 0 had come in before the panic. */
static void
check_leaving(void)
{
	const uintptr_t before = world_word(0);
	const uintptr_t takes =
	    subject.at_entry ? 0 : explored.traits.runlock_takes;
	uintptr_t after;

	if (n_reads == 0)
		return;
	world_runlock(0, 0);
	after = world_word(0);
	explore_check(after == before || after == before - takes,
	    "a faked read unlock wrote the word");
}

static void
panic(void)
{
	const unsigned shares = world_shares(0);

	explore_stop_others();
	stop_set(&world.td[0], true);
	check_leaving();
	for (unsigned i = 0; i < N_LOCKS; i++) {
		check_try(i);
		check_read(i);
	}
	explore_check(
	    world_shares(0) == shares, "a faked operation counted a reader");
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
	if (thread == 0)
		n_reads++;
	world_read(0);
	if (thread == 0)
		n_reads--;
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
	CASE("panic among three that read and write", 3, 1, read_and_write),
};

const struct explored_cases panic_shared_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};

static const struct explore_case upgrading[] = {
	CASE("panic while upgrading", 2, 3, upgrade),
};

const struct explored_cases panic_upgrade_cases = {
	.cases = upgrading,
	.n = sizeof(upgrading) / sizeof(*upgrading),
};
