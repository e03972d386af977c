/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes each of our locks to arm.c, by the verbs that all share and by what
 * the build says that it can do (locks/meson.build).
 */
#include "bench/arm/cases/passes.h"
#include "locks/thread.h"
#include "locks/verbs.h"

/* Nobody counts the operations of a control one by one. */
#if !PLANTED && !COUNT_HARD
#include "bench/arm/template/ops.h"
#endif

#define ARM_LOCK_STRUCT struct LOCK
#define arm_lock_init   LOCK_VERB(init)
#define arm_lock        LOCK_VERB(lock)
#define arm_unlock      LOCK_VERB(unlock)
#define arm_trylock     LOCK_VERB(trylock)
#define arm_rlock       LOCK_VERB(rlock)
#define arm_runlock     LOCK_VERB(runlock)
#define arm_tryrlock    LOCK_VERB(tryrlock)
#define arm_tryupgrade  LOCK_VERB(tryupgrade)
#define arm_downgrade   LOCK_VERB(downgrade)

#if HAS_MEANS
#define ARM_MEANS LOCK_VERB(means)
#endif

#define ARM_RECURSE_SLOW_PATH \
	(HAS_HARD_RECURSION ? ARM_SLOW_EVERY : ARM_SLOW_NONE)

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/empty.h"
#include "bench/arm/cases/handoff.h"
#include "bench/arm/cases/stopped.h"
#include "bench/arm/cases/uncontended.h"

#if HAS_RECURSION
#include "bench/arm/cases/recurse.h"
#define RECURSION_CASES , &case_recurse
#else
#define RECURSION_CASES
#endif

#if HAS_HARD_RECURSION
#include "bench/arm/cases/cold.h"
#define HARD_RECURSION_CASES , &case_cold
#else
#define HARD_RECURSION_CASES
#endif

#if HAS_TRYLOCK
#include "bench/arm/cases/trylock_busy.h"
#define TRYLOCK_CASES , &case_trylock_busy
#else
#define TRYLOCK_CASES
#endif

#if HAS_READERS
#include "bench/arm/cases/mix.h"
#include "bench/arm/cases/read.h"
#include "bench/arm/cases/read_uncontended.h"
#include "bench/arm/cases/reader_waits.h"
#define READERS_CASES                                             \
	, &case_read_uncontended, &case_read, &case_reader_waits, \
	    &case_mix_99, &case_mix_90, &case_mix_50
#else
#define READERS_CASES
#endif

#if HAS_UPGRADE
#include "bench/arm/cases/upgrade.h"
#define UPGRADE_CASES , &case_upgrade
#else
#define UPGRADE_CASES
#endif

#define ARM_CASES                                                            \
	&case_empty, &case_uncontended, &case_contended, &case_handoff,      \
	    &case_stopped RECURSION_CASES HARD_RECURSION_CASES TRYLOCK_CASES \
	        READERS_CASES UPGRADE_CASES
