/* SPDX-License-Identifier: BSD-2-Clause */
/* mtx by somebody who also counts in thread-local storage. */
#include "locks/mtx.h"

static __thread volatile unsigned depth;

static ALWAYS_INLINE void
tls_lock(struct mtx *m, struct thread *td)
{
	mtx_lock(m, td);
	depth++;
}

static ALWAYS_INLINE void
tls_unlock(struct mtx *m, struct thread *td)
{
	depth--;
	mtx_unlock(m, td);
}

#define ARM_LOCK_STRUCT struct mtx
#define arm_lock_init   mtx_init
#define arm_lock        tls_lock
#define arm_unlock      tls_unlock

#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended
