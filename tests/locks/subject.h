/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The lock under test, by all verbs that a lock may have.  For one that lacks a
 * verb the next best stands in, so that tests need not ask: who cannot be tried
 * is waited for, who has no readers is locked alone, and no upgrade succeeds.
 */
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

static inline void
subject_unlock(struct subject *s, struct thread *td)
{
	LOCK_VERB(unlock)(&s->lock, td);
}

static inline bool
subject_trylock(struct subject *s, struct thread *td)
{
#if HAS_TRYLOCK
	return LOCK_VERB(trylock)(&s->lock, td);
#else
	subject_lock(s, td);
	return true;
#endif
}

static inline void
subject_rlock(struct subject *s, struct thread *td)
{
#if HAS_READERS
	LOCK_VERB(rlock)(&s->lock, td);
#else
	subject_lock(s, td);
#endif
}

static inline void
subject_runlock(struct subject *s, struct thread *td)
{
#if HAS_READERS
	LOCK_VERB(runlock)(&s->lock, td);
#else
	subject_unlock(s, td);
#endif
}

static inline bool
subject_tryrlock(struct subject *s, struct thread *td)
{
#if HAS_READERS
	return LOCK_VERB(tryrlock)(&s->lock, td);
#else
	return subject_trylock(s, td);
#endif
}

static inline bool
subject_tryupgrade(struct subject *s, struct thread *td)
{
#if HAS_UPGRADE
	return LOCK_VERB(tryupgrade)(&s->lock, td);
#else
	(void)s;
	(void)td;
	return false;
#endif
}

/* Only for who was upgraded or can be. */
static inline void
subject_downgrade(struct subject *s, struct thread *td)
{
#if HAS_UPGRADE
	LOCK_VERB(downgrade)(&s->lock, td);
#else
	(void)s;
	(void)td;
#endif
}

#endif /* TESTS_LOCKS_SUBJECT_H */
