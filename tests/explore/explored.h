/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a module under the explorer exports: one build of a lock, right or
 * broken, compiled over the explorer's doors, with the cases that try such a
 * lock.
 */
#ifndef TESTS_EXPLORE_EXPLORED_H
#define TESTS_EXPLORE_EXPLORED_H

#include "tests/explore/explore.h"

#define EXPLORED_SYMBOL "explored"

/* As a case's bound: any number, or as many as the lock's steps allow. */
#define EXPLORED_MOST (EXPLORE_UNBOUNDED - 1)

/* As a case's n_sights: 2 if the lock may miss an upgrade, else 1. */
#define EXPLORED_UPGRADE_SIGHTS UINT32_MAX

struct explored_cases {
	const struct explore_case *cases;
	unsigned n;
};

/* When cases are tried: while all goes well, for longer, and in a panic. */
enum explored_when {
	EXPLORED_CALM,
	EXPLORED_LONGER,
	EXPLORED_PANIC,
	N_EXPLORED_WHENS
};

/* What a lock does in a way of its own, as the build says. */
struct explored_traits {
	/*
	 * Its lock is tested at entry at either place and returns plainly,
	 * while its unlock, at place hard, leaves a spin section (freebsd.md
	 * 1.2: thread_lock).
	 */
	bool fakes_without_section;
	/* Its word says whether the owner has recursed; its unlock believes
	 * that. */
	bool has_recursed_bit;
	/*
	 * It counts recursion without a test for the stopped state, and its
	 * unlock stores without one (freebsd.md 1.2: spin).
	 */
	bool is_counted_inline;
	/*
	 * Its unlock is as at the place hard, wherever the check stands in the
	 * rest: what is inside of it fakes for it (freebsd.md 1.5: rm).
	 */
	bool unlocks_as_hard;
	/* Its only reader is refused an upgrade if a writer comes just then. */
	bool upgrade_can_miss;
	/* A try by its owner recurses; else it says false. */
	bool try_recurses;
	/*
	 * It relies on a store's being seen before a later load, and says how
	 * that comes about: its threads have store buffers.
	 */
	bool has_buffers;
	/*
	 * What its read unlock takes from any word, without a test, where the
	 * check does not stand at the entry (sx.h); 0: reading tests first in
	 * either place.
	 */
	uintptr_t runlock_takes;
	/* How many preemptions are taken where, if that ends, any number is. */
	unsigned most_preemptions;
};

struct explored {
	const char *lock;
	struct explored_traits traits;
	/* Groups of cases, each list with NULL behind it. */
	const struct explored_cases *const *groups[N_EXPLORED_WHENS];
};

/* In a module: its own. */
extern const struct explored explored __attribute__((visibility("default")));

#endif /* TESTS_EXPLORE_EXPLORED_H */
