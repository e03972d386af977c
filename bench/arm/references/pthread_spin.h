/* SPDX-License-Identifier: BSD-2-Clause */
/* Describes glibc's spin lock to arm.c. */
#include "locks/thread.h"

#include <pthread.h>

static inline void
glibc_init(pthread_spinlock_t *s)
{
	pthread_spin_init(s, PTHREAD_PROCESS_PRIVATE);
}

static ALWAYS_INLINE void
glibc_lock(pthread_spinlock_t *s, struct thread *td)
{
	(void)td;
	pthread_spin_lock(s);
}

static ALWAYS_INLINE void
glibc_unlock(pthread_spinlock_t *s, struct thread *td)
{
	(void)td;
	pthread_spin_unlock(s);
}

#define ARM_WHAT        "glibc's spin lock"
#define ARM_LOCK_STRUCT pthread_spinlock_t
#define arm_lock_init   glibc_init
#define arm_lock        glibc_lock
#define arm_unlock      glibc_unlock

#define ARM_BESIDE "spin"

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/handoff.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended, &case_contended, &case_handoff
