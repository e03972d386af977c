/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes glibc's mutex to arm.c, reached by glibc's own symbols as any
 * program reaches it.
 */
#include "locks/thread.h"

#include <pthread.h>

static inline void
glibc_init(pthread_mutex_t *m)
{
	*m = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
}

static ALWAYS_INLINE void
glibc_lock(pthread_mutex_t *m, struct thread *td)
{
	(void)td;
	pthread_mutex_lock(m);
}

static ALWAYS_INLINE void
glibc_unlock(pthread_mutex_t *m, struct thread *td)
{
	(void)td;
	pthread_mutex_unlock(m);
}

#define ARM_WHAT        "glibc's mutex"
#define ARM_LOCK_STRUCT pthread_mutex_t
#define arm_lock_init   glibc_init
#define arm_lock        glibc_lock
#define arm_unlock      glibc_unlock

/* It sleeps. */
#define ARM_BESIDE "mtx,sx,lk"

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended, &case_contended
