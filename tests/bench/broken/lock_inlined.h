/* SPDX-License-Identifier: BSD-2-Clause */
/* mtx by somebody who has no hard path to call from the loop. */
#include "locks/mtx.h"

static ALWAYS_INLINE void
inlined_lock(struct mtx *m, struct thread *td)
{
	while (!atomic_cas_acq(&m->word, MTX_UNOWNED, (uintptr_t)td))
		spin_wait();
}

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        inlined_lock
#define arm_unlock      mtx_unlock

#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended
