/* SPDX-License-Identifier: BSD-2-Clause */
/* A lock that lets everybody in, with the cases of two threads. */
#include "locks/mtx.h"

static ALWAYS_INLINE void
open_door(struct mtx *m, struct thread *td)
{
	(void)m;
	(void)td;
}

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        open_door
#define arm_unlock      open_door

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended, &case_contended
