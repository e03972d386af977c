/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes Concurrency Kit's ticket lock to arm.c: first come, first served.
 */
#include "locks/thread.h"

#include <ck_spinlock.h>

static ALWAYS_INLINE void
ck_lock(ck_spinlock_ticket_t *s, struct thread *td)
{
	(void)td;
	ck_spinlock_ticket_lock(s);
}

static ALWAYS_INLINE void
ck_unlock(ck_spinlock_ticket_t *s, struct thread *td)
{
	(void)td;
	ck_spinlock_ticket_unlock(s);
}

#define ARM_WHAT        "Concurrency Kit's ticket lock"
#define ARM_LOCK_STRUCT ck_spinlock_ticket_t
#define arm_lock_init   ck_spinlock_ticket_init
#define arm_lock        ck_lock
#define arm_unlock      ck_unlock

#define ARM_BESIDE "spin"

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/handoff.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended, &case_contended, &case_handoff
