/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes the floor to arm.c: two inlined compare-and-swaps and nothing else,
 * which is what the hardware asks for mtx's protocol.  Not a lock: it neither
 * waits nor looks whether it got anything.
 */
#include "locks/thread.h"

struct floor {
	atomic_word word;
};

static inline void
floor_init(struct floor *f)
{
	atomic_store_rlx(&f->word, 0);
}

static ALWAYS_INLINE void
floor_lock(struct floor *f, struct thread *td)
{
	atomic_cas_acq(&f->word, 0, (uintptr_t)td);
}

static ALWAYS_INLINE void
floor_unlock(struct floor *f, struct thread *td)
{
	atomic_cas_rel(&f->word, (uintptr_t)td, 0);
}

#define ARM_WHAT        "two compare-and-swaps, no lock"
#define ARM_LOCK_STRUCT struct floor
#define arm_lock_init   floor_init
#define arm_lock        floor_lock
#define arm_unlock      floor_unlock

/* What it says of compare-and-swaps holds for every lock that makes two. */
#define ARM_BESIDE "mtx,spin,rw,sx,lk"

#include "bench/arm/cases/uncontended.h"

#define ARM_CASES &case_uncontended
