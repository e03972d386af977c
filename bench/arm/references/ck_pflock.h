/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes Concurrency Kit's phase-fair lock to arm.c: readers and writers
 * take turns.
 */
#include "locks/thread.h"

#include <ck_pflock.h>

static ALWAYS_INLINE void
ck_lock(ck_pflock_t *l, struct thread *td)
{
	(void)td;
	ck_pflock_write_lock(l);
}

static ALWAYS_INLINE void
ck_unlock(ck_pflock_t *l, struct thread *td)
{
	(void)td;
	ck_pflock_write_unlock(l);
}

static ALWAYS_INLINE void
ck_rlock(ck_pflock_t *l, struct thread *td)
{
	(void)td;
	ck_pflock_read_lock(l);
}

static ALWAYS_INLINE void
ck_runlock(ck_pflock_t *l, struct thread *td)
{
	(void)td;
	ck_pflock_read_unlock(l);
}

#define ARM_WHAT        "Concurrency Kit's phase-fair reader-writer lock"
#define ARM_LOCK_STRUCT ck_pflock_t
#define arm_lock_init   ck_pflock_init
#define arm_lock        ck_lock
#define arm_unlock      ck_unlock
#define arm_rlock       ck_rlock
#define arm_runlock     ck_runlock

#define ARM_BESIDE "rw,rm"

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/mix.h"
#include "bench/arm/cases/read.h"
#include "bench/arm/cases/read_uncontended.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES                                                   \
	&case_uncontended, &case_contended, &case_read_uncontended, \
	    &case_read, &case_mix_99, &case_mix_90, &case_mix_50
