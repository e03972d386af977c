/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * broken: a lock that looks and then takes, in two steps.  Two threads that
 * look at the same time are both in: the exclusion test must say so.
 */
#ifndef TESTS_LOCKS_BROKEN_H
#define TESTS_LOCKS_BROKEN_H

#include "locks/stop.h"

struct broken {
	atomic_word word;
	unsigned recurse; /* never */
};

static inline void
broken_init(struct broken *b)
{
	atomic_store_rlx(&b->word, 0);
}

static inline bool
broken_trylock(struct broken *b, struct thread *td)
{
	if (atomic_load_rlx(&b->word) != 0)
		return false;
	spin_wait();
	atomic_store_rlx(&b->word, (uintptr_t)td);
	return true;
}

static inline void
broken_lock(struct broken *b, struct thread *td)
{
	while (!broken_trylock(b, td))
		spin_wait();
}

static inline void
broken_unlock(struct broken *b, struct thread *td)
{
	(void)td;
	atomic_store_rel(&b->word, 0);
}

/* True if *td owns it. */
static inline bool
broken_owned(const struct broken *b, const struct thread *td)
{
	return atomic_load_rlx(&b->word) == (uintptr_t)td;
}

#endif /* TESTS_LOCKS_BROKEN_H */
