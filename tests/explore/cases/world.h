/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The world of a lock under the explorer: threads, two locks, and what they
 * guard.  The cases are compiled once, over the table of the verbs that all
 * locks share (subject.h), and over what a lock does in a way of its own
 * (explored.h).
 */
#ifndef TESTS_EXPLORE_WORLD_H
#define TESTS_EXPLORE_WORLD_H

#include "locks/stop.h"
#include "tests/explore/explored.h"
#include "tests/locks/subject.h"

/* Seen by the rules alone: no race on it is looked for. */
#define UNWATCHED __attribute__((no_sanitize("thread"), noinline))

#define N_LOCKS 2

/* What shares a chain of turnstiles, as both locks do. */
#define CHAIN_BYTES 256

struct world {
	struct thread td[EXPLORE_THREADS_MAX];
	/* One behind the other: world_at(). */
	_Alignas(CHAIN_BYTES) struct subject_lock locks[N_LOCKS];
	uintptr_t free_word;
	unsigned data[N_LOCKS]; /* plain: races on it are found */
	unsigned n_writers[N_LOCKS];
	unsigned n_readers[N_LOCKS];
};

extern struct world world HIDDEN;

/* Makes *lock and the threads as before their first use. */
HIDDEN void world_set_up(void);

/* Checks that nothing of the threads' work is left. */
HIDDEN void world_at_end(void);

/* Come into lock number lock and leave it; who may not be there is found. */
HIDDEN void world_enter(unsigned lock);
HIDDEN void world_leave(unsigned lock);
HIDDEN void world_enter_shared(unsigned lock);
HIDDEN void world_leave_shared(unsigned lock);

/* Writes the guarded data from within. */
HIDDEN void world_work(unsigned lock);

/* The three together, and within the lock's verbs. */
HIDDEN void world_stay(unsigned lock);
HIDDEN void world_pass(unsigned lock, unsigned thread);

/* Stays in for a while, reading the guarded data. */
HIDDEN void world_read(unsigned lock);

/* Lock number lock. */
static inline void *
world_at(unsigned lock)
{
	return subject_number(world.locks, lock);
}

/* Its word, as it is in memory: no step. */
static inline uintptr_t
world_word(unsigned lock)
{
	const unsigned char *at = world_at(lock);

	return *(const volatile uintptr_t *)(at + subject.word_at);
}

static inline unsigned
world_recursion(unsigned lock)
{
	return subject_recursion(world_at(lock));
}

/* How many read locks thread has, as far as they are counted. */
static inline unsigned
world_shares(unsigned thread)
{
	return world.td[thread].rw_rlocks + world.td[thread].lk_shares +
	    world.td[thread].n_rm_reads;
}

static inline bool
world_owned(unsigned lock, unsigned thread)
{
	return subject.owned(world_at(lock), &world.td[thread]);
}

static inline void
world_lock(unsigned lock, unsigned thread)
{
	subject.lock(world_at(lock), &world.td[thread]);
}

static inline bool
world_trylock(unsigned lock, unsigned thread)
{
	return subject.trylock(world_at(lock), &world.td[thread]);
}

static inline void
world_unlock(unsigned lock, unsigned thread)
{
	subject.unlock(world_at(lock), &world.td[thread]);
}

/* Says whether thread runs, as others see it: where not, they block. */
static inline void
world_run(unsigned thread, bool is_running)
{
	atomic_store_rlx(&world.td[thread].running, is_running);
}

#endif /* TESTS_EXPLORE_WORLD_H */
