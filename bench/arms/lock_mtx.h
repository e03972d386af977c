/* SPDX-License-Identifier: BSD-2-Clause */
/* Describes mtx to arm.c. */
#include "locks/mtx.h"

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        mtx_lock
#define arm_unlock      mtx_unlock
#define arm_trylock     mtx_trylock

/* Recursion is the hard path's. */
#define ARM_RECURSE_SLOW_PATH ARM_SLOW_EVERY

#include "bench/arms/case_cold.h"
#include "bench/arms/case_contended.h"
#include "bench/arms/case_empty.h"
#include "bench/arms/case_handoff.h"
#include "bench/arms/case_recurse.h"
#include "bench/arms/case_stopped.h"
#include "bench/arms/case_trylock_busy.h"
#include "bench/arms/case_uncontended.h"

#define ARM_CASES                                                          \
	&case_empty, &case_uncontended, &case_recurse, &case_trylock_busy, \
	    &case_contended, &case_handoff, &case_cold, &case_stopped
