/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The explorer: runs a case once for every order in which its threads can take
 * their steps, by replay from the start with a list of choices, depth first.
 *
 * A step is one operation of locks/atomic.h or locks/futex.h, whose doubles in
 * door/ call the functions below: real lock code is compiled a second time with
 * door/ in front of its include path.  Threads are coroutines; a thread can be
 * taken off just before each of its steps and nowhere else.
 *
 * Preemptions, where a thread is taken off that could go on, are bounded and
 * tried in rising number (CHESS's way): what is found, is found with the
 * fewest.  A change where a thread waits or ends is free; that a wait ends for
 * no reason is not.  Nothing is random, and nothing is left out within the
 * bound: there is no partial-order reduction, so that the numbers of
 * interleavings can be checked by combinatorics.
 *
 * Steps happen one after the other, so atomic operations are sequentially
 * consistent here, unless a case asks for store buffers: then a thread's stores
 * may be seen by others after its later loads, as on x86 (buffer.c).  What a
 * missing order does to plain memory is seen by another way: plain accesses are
 * compared by vector clocks, which only a release and the acquire that reads it
 * join (order.h).  Not seen: what else two relaxed atomics of different words
 * can do in another order.
 */
#ifndef TESTS_EXPLORE_EXPLORE_H
#define TESTS_EXPLORE_EXPLORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPLORE_THREADS_MAX 4

/* As a bound: every interleaving, whatever its preemptions. */
#define EXPLORE_UNBOUNDED UINT32_MAX

/* Steps of one interleaving: more of them are a thread that never ends. */
#define EXPLORE_STEPS_MAX 2000

enum explore_order {
	EXPLORE_RLX = 0,
	EXPLORE_ACQ = 1,
	EXPLORE_REL = 2,
	EXPLORE_ACQ_REL = EXPLORE_ACQ | EXPLORE_REL
};

struct explore_case {
	const char *name;
	unsigned n_threads;
	unsigned bound; /* preemptions */
	/* Makes the world, once: every interleaving starts with a copy. */
	void (*set_up)(void);
	/* What thread number thread does. */
	void (*run)(unsigned thread);
	/*
	 * May come on top of thread 0 before each of its steps, once; the
	 * interleaving ends with it.  NULL: never.
	 */
	void (*interrupt)(void);
	/* Looks at the world when all threads have ended; may be NULL. */
	void (*at_end)(void);
	/* How many things must each be seen in some interleaving. */
	unsigned n_sights;
};

struct explore_step {
	const char *what;
	unsigned thread;
	size_t offset; /* of the word, in the world */
	uintptr_t value;
};

struct explore_result {
	const char *failure;      /* NULL: there is none */
	uint64_t n_interleavings; /* up to the failure */
	unsigned n_preemptions;   /* in the failing one */
	unsigned n_steps_deepest;
	double seconds;
	/* The last interleaving: the failing one, if there is a failure. */
	const struct explore_step *steps;
	unsigned n_steps;
};

/*
 * Says that the size bytes at base are the world: all memory that threads share
 * and that an interleaving must find as set_up() left it.
 */
void explore_world(void *base, size_t size);

/*
 * From a case's set_up: stores go through a buffer of their thread, and are
 * seen by others later.
 */
void explore_buffer_stores(void);

/* Explores *c in the world.  The result's steps hold until the next call. */
struct explore_result explore(const struct explore_case *c);

/* --- for the threads of a case --- */

/* A step that touches nothing: somebody else may come in between. */
void explore_pause(void);

/* Ends the exploration with failure, a phrase that stays, unless is_so. */
void explore_check(bool is_so, const char *failure);

/* Notes that thing number sight was seen. */
void explore_see(unsigned sight);

/*
 * From the interrupt: the other threads stand still for good, wherever they
 * are, and what they wrote is seen.
 */
void explore_stop_others(void);

/* --- for the doors --- */

/* Number of the thread that runs. */
unsigned explore_number(void);

/*
 * Puts every one of threads, a bit for each, at a point where all that it did
 * is seen by the caller, and sees what the caller did.
 */
void explore_meet(unsigned threads);

uintptr_t explore_load(const void *p, size_t size, enum explore_order order);
void explore_store(
    void *p, size_t size, uintptr_t value, enum explore_order order);
bool explore_cas(void *p, size_t size, uintptr_t old, uintptr_t new,
    enum explore_order order);

/* Atomically makes *p (*p & keep) + add; returns what it was. */
uintptr_t explore_change(void *p, size_t size, uintptr_t keep, uintptr_t add,
    enum explore_order order);

/*
 * Says that the caller has found nothing to do: it goes on when a word that it
 * read since it last wrote or waited has another value.  Before that it would
 * read the same and be here again.
 */
void explore_wait_for_change(void);

/*
 * For a loop that waits a counted number of rounds, asked before each: how many
 * there are.  More than anybody counts; or none, once a wait has ended without
 * a change, at the price of a preemption.  It does not when nobody else can go
 * on: then nobody will do what is waited for, and that is found.
 */
unsigned explore_rounds(void);

/* Sleeps while *p is value, until woken; may also wake for no reason, once. */
void explore_sleep(const void *p, uint32_t value);

/* Wakes the thread that has slept on p longest. */
void explore_wake(const void *p);

#endif /* TESTS_EXPLORE_EXPLORE_H */
