/* SPDX-License-Identifier: BSD-2-Clause */
/* The lock under test, by the verbs that all locks share. */
#ifndef TESTS_LOCKS_SUBJECT_H
#define TESTS_LOCKS_SUBJECT_H

#include "locks/verbs.h"

struct subject {
	struct LOCK lock;
};

static inline void
subject_init(struct subject *s)
{
	LOCK_VERB(init)(&s->lock);
}

static inline void
subject_lock(struct subject *s, struct thread *td)
{
	LOCK_VERB(lock)(&s->lock, td);
}

static inline bool
subject_trylock(struct subject *s, struct thread *td)
{
	return LOCK_VERB(trylock)(&s->lock, td);
}

static inline void
subject_unlock(struct subject *s, struct thread *td)
{
	LOCK_VERB(unlock)(&s->lock, td);
}

#endif /* TESTS_LOCKS_SUBJECT_H */
