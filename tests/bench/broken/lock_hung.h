/* SPDX-License-Identifier: BSD-2-Clause */
/* A lock that nobody ever gets. */
#include "locks/mtx.h"

static ALWAYS_INLINE void
hang(struct mtx *m, struct thread *td)
{
	(void)m;
	(void)td;
	for (;;)
		spin_wait();
}

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        hang
#define arm_unlock      mtx_unlock

#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended
