/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The world of sleepers under the explorer: threads, an interlock, what it
 * guards, and two things to wait on, a condition variable and an address.
 * Each case waits in one of these ways, which its set_up says.
 */
#ifndef TESTS_EXPLORE_SLEEPING_H
#define TESTS_EXPLORE_SLEEPING_H

#include "locks/cv.h"
#include "locks/sleep.h"
#include "tests/explore/explored.h"
#include "tests/locks/subject.h"

struct sleeping {
	struct thread td[EXPLORE_THREADS_MAX];
	struct mtx m;
	struct cv cv;
	char chan;
	bool is_cv; /* which of the two is waited on */
	/* Guarded by m, and plain: races on them are found. */
	unsigned n_tokens;
	unsigned n_called_away;
	unsigned n_turns; /* who have gone to wait, in turn */
	unsigned n_woken;
	unsigned n_signals;
};

extern struct sleeping sleeping HIDDEN;

/* Make the world, to wait on the condition variable or on the address. */
HIDDEN void sleeping_set_up_cv(void);
HIDDEN void sleeping_set_up_address(void);

/* Checks that nobody stays queued or counted, and the interlock is free. */
HIDDEN void sleeping_at_end(void);

/* What is waited on. */
HIDDEN const void *sleeping_chan(void);

/* Waits as flags say; returns what the wait did. */
HIDDEN int sleeping_wait(unsigned thread, unsigned flags);

/* Wakes the first to have come, and all. */
HIDDEN void sleeping_wake_one(unsigned thread);
HIDDEN void sleeping_wake_all(unsigned thread);

#define SLEEPING_CASE(way, phrase, n, preemptions, function, panic)            \
	{                                                                      \
		.name = #way ": " phrase, .n_threads = n,                      \
		.bound = preemptions, .set_up = sleeping_set_up_##way,         \
		.run = function, .interrupt = panic, .at_end = sleeping_at_end \
	}

/* A case in both ways; panic may be NULL. */
#define SLEEPING_CASES(...) \
	SLEEPING_CASE(cv, __VA_ARGS__), SLEEPING_CASE(address, __VA_ARGS__)

#endif /* TESTS_EXPLORE_SLEEPING_H */
