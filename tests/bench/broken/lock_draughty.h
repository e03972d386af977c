/* SPDX-License-Identifier: BSD-2-Clause */
/* A lock whose writers exclude each other, and whose readers nobody. */
#include "locks/mtx.h"

static ALWAYS_INLINE void
draughty_rlock(struct mtx *m, struct thread *td)
{
	(void)m;
	(void)td;
}

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        mtx_lock
#define arm_unlock      mtx_unlock
#define arm_rlock       draughty_rlock
#define arm_runlock     draughty_rlock

#include "bench/arm/cases/mix.h"

#define ARM_CASES &case_mix_50, &case_mix_90, &case_mix_99
