/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The world of a lock under the explorer: threads, two locks, and what they
 * guard.  The cases are written once, over the verbs that all locks share; what
 * a lock does in a way of its own the build says, and AT_ENTRY, if the check
 * stands before the compare-and-swap.
 */
#ifndef TESTS_EXPLORE_WORLD_H
#define TESTS_EXPLORE_WORLD_H

#include "tests/explore/explored.h"
#include "tests/locks/subject.h"

/*
 * Its lock is tested at entry at either place and returns plainly, while its
 * unlock, at place hard, leaves a spin section (freebsd.md 1.2: thread_lock).
 */
#ifndef FAKES_WITHOUT_SECTION
#define FAKES_WITHOUT_SECTION false
#endif

/*
 * Its word says whether the owner has recursed, and its unlock believes that.
 */
#ifndef HAS_RECURSED_BIT
#define HAS_RECURSED_BIT false
#endif

/*
 * It counts recursion without a test for the stopped state, and its unlock stores
 * without one (freebsd.md 1.2: spin).
 */
#ifndef IS_COUNTED_INLINE
#define IS_COUNTED_INLINE false
#endif

/*
 * What its read unlock takes from any word, without a test, where the check
 * does not stand at the entry (sx.h); 0: reading tests first in either place.
 */
#ifndef RUNLOCK_TAKES
#define RUNLOCK_TAKES 0
#endif

/* Its only reader is refused an upgrade if a writer comes to wait just then. */
#ifndef UPGRADE_CAN_MISS
#define UPGRADE_CAN_MISS false
#endif

/* Where in it recursion is counted. */
#ifndef RECURSION
#define RECURSION recurse
#endif

/* A try by its owner recurses; else it says false. */
#ifndef TRY_RECURSES
#define TRY_RECURSES false
#endif

/* Where it says who owns it, and how often besides the first time. */
#ifndef WORD
#define WORD word
#endif
#ifndef RECURSION
#define RECURSION recurse
#endif

/*
 * Its unlock is as at the place hard, wherever the check stands in the rest:
 * what is inside of it fakes for it (freebsd.md 1.5: rm).
 */
#ifndef UNLOCKS_AT_ENTRY
#define UNLOCKS_AT_ENTRY AT_ENTRY
#endif

/*
 * It relies on a store's being seen before a later load, and says how that
 * comes about: its threads have store buffers.
 */
#ifndef HAS_BUFFERS
#define HAS_BUFFERS false
#endif

/* How many preemptions are taken where, if that ends, any number is. */
#ifndef MOST_PREEMPTIONS
#define MOST_PREEMPTIONS EXPLORE_UNBOUNDED
#endif

/* Seen by the rules alone: no race on it is looked for. */
#define UNWATCHED __attribute__((no_sanitize("thread"), noinline))

#define N_LOCKS 2

/* Both locks in one chain of turnstiles: they share what lies in 256 bytes. */
#define CHAIN_BYTES 256

struct world {
	struct thread td[EXPLORE_THREADS_MAX];
	_Alignas(CHAIN_BYTES) struct subject locks[N_LOCKS];
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

static inline uintptr_t
world_word(unsigned lock)
{
	return *(const volatile uintptr_t *)&world.locks[lock].lock.WORD;
}

static inline unsigned
world_recursion(unsigned lock)
{
	return world.locks[lock].lock.RECURSION;
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
	return LOCK_VERB(owned)(&world.locks[lock].lock, &world.td[thread]);
}

static inline void
world_lock(unsigned lock, unsigned thread)
{
	subject_lock(&world.locks[lock], &world.td[thread]);
}

static inline bool
world_trylock(unsigned lock, unsigned thread)
{
	return subject_trylock(&world.locks[lock], &world.td[thread]);
}

static inline void
world_unlock(unsigned lock, unsigned thread)
{
	subject_unlock(&world.locks[lock], &world.td[thread]);
}

/* Says whether thread runs, as others see it: where not, they block. */
static inline void
world_run(unsigned thread, bool is_running)
{
	atomic_store_rlx(&world.td[thread].running, is_running);
}

#endif /* TESTS_EXPLORE_WORLD_H */
