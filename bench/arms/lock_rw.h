/* SPDX-License-Identifier: BSD-2-Clause */
/* Describes rw to arm.c. */
#include "locks/rw.h"

#define ARM_LOCK_STRUCT struct rw
#define arm_lock_init   rw_init
#define arm_lock        rw_lock
#define arm_unlock      rw_unlock
#define arm_trylock     rw_trylock
#define arm_rlock       rw_rlock
#define arm_runlock     rw_runlock
#define arm_tryrlock    rw_tryrlock
#define arm_tryupgrade  rw_tryupgrade
#define arm_downgrade   rw_downgrade

/* The writer's recursion is the hard path's; only its unlock is inlined. */
#define ARM_RECURSE_SLOW_PATH ARM_SLOW_EVERY

#include "bench/arms/case_contended.h"
#include "bench/arms/case_empty.h"
#include "bench/arms/case_handoff.h"
#include "bench/arms/case_recurse.h"
#include "bench/arms/case_trylock_busy.h"
#include "bench/arms/case_uncontended.h"

#define ARM_CASES                                                          \
	&case_empty, &case_uncontended, &case_recurse, &case_trylock_busy, \
	    &case_contended, &case_handoff
