/* SPDX-License-Identifier: BSD-2-Clause */
/* The verbs of a lock under test that has readers, besides those of subject.h. */
#ifndef TESTS_LOCKS_SHARED_SUBJECT_H
#define TESTS_LOCKS_SHARED_SUBJECT_H

#include "subject.h"

static inline void
subject_rlock(struct subject *s, struct thread *td)
{
	LOCK_VERB(rlock)(&s->lock, td);
}

static inline void
subject_runlock(struct subject *s, struct thread *td)
{
	LOCK_VERB(runlock)(&s->lock, td);
}

static inline bool
subject_tryrlock(struct subject *s, struct thread *td)
{
	return LOCK_VERB(tryrlock)(&s->lock, td);
}

static inline bool
subject_tryupgrade(struct subject *s, struct thread *td)
{
	return LOCK_VERB(tryupgrade)(&s->lock, td);
}

static inline void
subject_downgrade(struct subject *s, struct thread *td)
{
	LOCK_VERB(downgrade)(&s->lock, td);
}

#endif /* TESTS_LOCKS_SHARED_SUBJECT_H */
