/* SPDX-License-Identifier: BSD-2-Clause */
/* mtx by somebody who looks at hotline's flag and writes nothing beside it. */
#include "locks/mtx.h"

/* Waits where a hard path would, but for the flag. */
static HARD_PATH void
mtx_cool_hard(void)
{
	while (unlikely(FLAG_READ(&stop_hotline) != 0))
		spin_wait();
}

static ALWAYS_INLINE void
cool_lock(struct mtx *m, struct thread *td)
{
	if (unlikely(!atomic_cas_acq(&m->word, MTX_UNOWNED, (uintptr_t)td)))
		mtx_cool_hard();
}

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        cool_lock
#define arm_unlock      mtx_unlock

#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended
