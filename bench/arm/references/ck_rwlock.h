/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes Concurrency Kit's reader-writer lock to arm.c: writers go first,
 * all spin.
 */
#include "locks/thread.h"

#include <ck_rwlock.h>

static ALWAYS_INLINE void
ck_lock(ck_rwlock_t *l, struct thread *td)
{
	(void)td;
	ck_rwlock_write_lock(l);
}

static ALWAYS_INLINE void
ck_unlock(ck_rwlock_t *l, struct thread *td)
{
	(void)td;
	ck_rwlock_write_unlock(l);
}

static ALWAYS_INLINE void
ck_rlock(ck_rwlock_t *l, struct thread *td)
{
	(void)td;
	ck_rwlock_read_lock(l);
}

static ALWAYS_INLINE void
ck_runlock(ck_rwlock_t *l, struct thread *td)
{
	(void)td;
	ck_rwlock_read_unlock(l);
}

#define ARM_WHAT        "Concurrency Kit's reader-writer lock, writers first"
#define ARM_LOCK_STRUCT ck_rwlock_t
#define arm_lock_init   ck_rwlock_init
#define arm_lock        ck_lock
#define arm_unlock      ck_unlock
#define arm_rlock       ck_rlock
#define arm_runlock     ck_runlock

#define ARM_BESIDE "rw"

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/mix.h"
#include "bench/arm/cases/read.h"
#include "bench/arm/cases/read_uncontended.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES                                                   \
	&case_uncontended, &case_contended, &case_read_uncontended, \
	    &case_read, &case_mix_99, &case_mix_90, &case_mix_50
