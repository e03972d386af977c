/* SPDX-License-Identifier: BSD-2-Clause */
/* The world, and the rules that hold in it. */
#include "tests/explore/cases/world.h"

struct world world;

void
world_set_up(void)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		thread_init(&world.td[i]);
	for (unsigned i = 0; i < N_LOCKS; i++) {
		subject.init(world_at(i));
		world.data[i] = 0;
		world.n_writers[i] = 0;
		world.n_readers[i] = 0;
	}
	world.free_word = world_word(0);
	stop_set(&world.td[0], false);
	if (explored.traits.has_buffers)
		explore_buffer_stores();
}

void
world_at_end(void)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++) {
		explore_check(
		    world.td[i].running != 0, "a thread does not run again");
		explore_check(
		    world.td[i].spin_nest == 0, "a spin section stays open");
		explore_check(world.td[i].crit_nest == 0,
		    "a critical section stays open");
		explore_check(
		    world_shares(i) == 0, "a reader is still counted");
	}
	for (unsigned i = 0; i < N_LOCKS; i++)
		explore_check(
		    world_word(i) == world.free_word, "a lock is not free");
}

UNWATCHED void
world_enter(unsigned lock)
{
	explore_check(world.n_writers[lock] == 0, "two are in");
	explore_check(
	    world.n_readers[lock] == 0, "a reader is in with a writer");
	world.n_writers[lock]++;
}

UNWATCHED void
world_leave(unsigned lock)
{
	world.n_writers[lock]--;
}

UNWATCHED void
world_enter_shared(unsigned lock)
{
	explore_check(
	    world.n_writers[lock] == 0, "a writer is in with a reader");
	world.n_readers[lock]++;
}

UNWATCHED void
world_leave_shared(unsigned lock)
{
	world.n_readers[lock]--;
}

void
world_work(unsigned lock)
{
	explore_pause();
	world.data[lock]++;
}

void
world_stay(unsigned lock)
{
	world_enter(lock);
	world_work(lock);
	world_leave(lock);
}

void
world_pass(unsigned lock, unsigned thread)
{
	world_lock(lock, thread);
	world_stay(lock);
	world_unlock(lock, thread);
}

void
world_read(unsigned lock)
{
	const unsigned seen = world.data[lock];

	explore_pause();
	explore_check(world.data[lock] == seen, "data changed under a reader");
}
