/* SPDX-License-Identifier: BSD-2-Clause */
/* Describes spin to arm.c. */
#include "locks/spin.h"

#define ARM_LOCK_STRUCT struct spin
#define arm_lock_init   spin_init
#define arm_lock        spin_lock
#define arm_unlock      spin_unlock
#define arm_trylock     spin_trylock

/* In June 2012 recursion was counted inline: no hard path is entered. */
#define ARM_RECURSE_SLOW_PATH ARM_SLOW_NONE

#include "bench/arms/case_contended.h"
#include "bench/arms/case_empty.h"
#include "bench/arms/case_handoff.h"
#include "bench/arms/case_recurse.h"
#include "bench/arms/case_trylock_busy.h"
#include "bench/arms/case_uncontended.h"

#define ARM_CASES                                                          \
	&case_empty, &case_uncontended, &case_recurse, &case_trylock_busy, \
	    &case_contended, &case_handoff
