/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The lock under test, by the verbs that all locks share.  The build says
 * which: -DLOCK=mtx -DLOCK_HEADER="locks/mtx.h".
 */
#ifndef TESTS_LOCKS_SUBJECT_H
#define TESTS_LOCKS_SUBJECT_H

#include LOCK_HEADER

#define SUBJECT_PASTE(lock, verb) lock##_##verb
#define SUBJECT(lock, verb)       SUBJECT_PASTE(lock, verb)

struct subject {
	struct LOCK lock;
};

static inline void
subject_init(struct subject *s)
{
	SUBJECT(LOCK, init)(&s->lock);
}

static inline void
subject_lock(struct subject *s, struct thread *td)
{
	SUBJECT(LOCK, lock)(&s->lock, td);
}

static inline bool
subject_trylock(struct subject *s, struct thread *td)
{
	return SUBJECT(LOCK, trylock)(&s->lock, td);
}

static inline void
subject_unlock(struct subject *s, struct thread *td)
{
	SUBJECT(LOCK, unlock)(&s->lock, td);
}

#endif /* TESTS_LOCKS_SUBJECT_H */
