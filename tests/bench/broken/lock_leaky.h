/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mtx that lets every fiftieth acquisition of a thread in without asking: rare,
 * and seen only if the whole critical section is watched.
 */
#include "locks/mtx.h"

#define PASSES_PER_LEAK 50

static ALWAYS_INLINE bool
is_leak(struct thread *td)
{
	return td->hard_entries % PASSES_PER_LEAK == 0;
}

static ALWAYS_INLINE void
leaky_lock(struct mtx *m, struct thread *td)
{
	td->hard_entries++;
	if (!is_leak(td))
		mtx_lock(m, td);
}

static ALWAYS_INLINE void
leaky_unlock(struct mtx *m, struct thread *td)
{
	if (!is_leak(td))
		mtx_unlock(m, td);
}

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        leaky_lock
#define arm_unlock      leaky_unlock

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended, &case_contended
