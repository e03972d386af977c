/* SPDX-License-Identifier: BSD-2-Clause */
/* Describes sx to arm.c. */
#include "locks/sx.h"

#define ARM_LOCK_STRUCT struct sx
#define arm_lock_init   sx_init
#define arm_lock        sx_lock
#define arm_unlock      sx_unlock
#define arm_trylock     sx_trylock
#define arm_rlock       sx_rlock
#define arm_runlock     sx_runlock
#define arm_tryrlock    sx_tryrlock
#define arm_tryupgrade  sx_tryupgrade
#define arm_downgrade   sx_downgrade

/* Recursion is the hard path's. */
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
