/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes glibc's reader-writer lock to arm.c, of the default kind: readers
 * go before waiting writers.
 */
#include "locks/thread.h"

#include <pthread.h>

static inline void
glibc_init(pthread_rwlock_t *rw)
{
	*rw = (pthread_rwlock_t)PTHREAD_RWLOCK_INITIALIZER;
}

static ALWAYS_INLINE void
glibc_lock(pthread_rwlock_t *rw, struct thread *td)
{
	(void)td;
	pthread_rwlock_wrlock(rw);
}

static ALWAYS_INLINE void
glibc_rlock(pthread_rwlock_t *rw, struct thread *td)
{
	(void)td;
	pthread_rwlock_rdlock(rw);
}

static ALWAYS_INLINE bool
glibc_tryrlock(pthread_rwlock_t *rw, struct thread *td)
{
	(void)td;
	return pthread_rwlock_tryrdlock(rw) == 0;
}

static ALWAYS_INLINE void
glibc_unlock(pthread_rwlock_t *rw, struct thread *td)
{
	(void)td;
	pthread_rwlock_unlock(rw);
}

#define ARM_WHAT        "glibc's reader-writer lock"
#define ARM_LOCK_STRUCT pthread_rwlock_t
#define arm_lock_init   glibc_init
#define arm_lock        glibc_lock
#define arm_unlock      glibc_unlock
#define arm_rlock       glibc_rlock
#define arm_runlock     glibc_unlock
#define arm_tryrlock    glibc_tryrlock

#define ARM_BESIDE "rw,sx,rm,lk"

#include "bench/arm/cases/contended.h"
#include "bench/arm/cases/mix.h"
#include "bench/arm/cases/read.h"
#include "bench/arm/cases/read_uncontended.h"
#include "bench/arm/cases/reader_waits.h"
#include "bench/arm/cases/uncontended.h"

#define ARM_CASES                                                   \
	&case_uncontended, &case_contended, &case_read_uncontended, \
	    &case_read, &case_mix_99, &case_mix_90, &case_mix_50,   \
	    &case_reader_waits
