/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A mutex whose check may be broken.  With ASKS it has the check of the
 * including file, broken_fast() and broken_hard(); without ASKS it is the base.
 */
#ifndef TESTS_BENCH_AUDIT_BROKEN_LOCK_H
#define TESTS_BENCH_AUDIT_BROKEN_LOCK_H

#include "locks/mtx.h"

struct broken {
	struct mtx mtx;
};

static inline void
broken_init(struct broken *b)
{
	mtx_init(&b->mtx);
}

static HARD_PATH __attribute__((unused)) void
broken_lock_hard(struct broken *b, struct thread *td)
{
	if (ASKS && broken_hard())
		return;
	mtx_lock_hard(&b->mtx, td);
}

static ALWAYS_INLINE void
broken_lock(struct broken *b, struct thread *td)
{
	if (ASKS && broken_fast())
		return;
	if (unlikely(!atomic_cas_acq(&b->mtx.word, MTX_UNOWNED, (uintptr_t)td)))
		broken_lock_hard(b, td);
}

/* Asks as it should. */
static HARD_PATH __attribute__((unused)) void
broken_unlock_hard(struct broken *b, struct thread *td)
{
	if (ASKS && unlikely(FLAG_READ(&stop_scheduler) != 0))
		return;
	mtx_unlock_hard(&b->mtx, td);
}

static ALWAYS_INLINE void
broken_unlock(struct broken *b, struct thread *td)
{
	if (unlikely(!atomic_cas_rel(&b->mtx.word, (uintptr_t)td, MTX_UNOWNED)))
		broken_unlock_hard(b, td);
}

#endif /* TESTS_BENCH_AUDIT_BROKEN_LOCK_H */
