/* SPDX-License-Identifier: BSD-2-Clause */
/* mtx by somebody who writes into the line of readfreq's flag. */
#include "locks/mtx.h"

static ALWAYS_INLINE void
warm_lock(struct mtx *m, struct thread *td)
{
	mtx_lock(m, td);
	__asm__ volatile("movb $0, stop_readfreq+32(%%rip)" : : : "memory");
}

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        warm_lock
#define arm_unlock      mtx_unlock

#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended
