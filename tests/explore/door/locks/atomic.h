/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The explorer's double of locks/atomic.h: every operation is a step of the
 * explorer, with the order that its name says.  Whoever adds an operation there
 * adds it here; lock code that uses one which is missing does not compile.
 */
#ifndef LOCKS_ATOMIC_H
#define LOCKS_ATOMIC_H

#include "locks/attr.h"
#include "tests/explore/explore.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef uintptr_t atomic_word;
typedef uint32_t atomic_futex;

static inline uintptr_t
atomic_load_rlx(const atomic_word *p)
{
	return explore_load(p, sizeof(*p), EXPLORE_RLX);
}

static inline uintptr_t
atomic_load_acq(const atomic_word *p)
{
	return explore_load(p, sizeof(*p), EXPLORE_ACQ);
}

static inline void
atomic_store_rlx(atomic_word *p, uintptr_t v)
{
	explore_store(p, sizeof(*p), v, EXPLORE_RLX);
}

static inline void
atomic_store_rel(atomic_word *p, uintptr_t v)
{
	explore_store(p, sizeof(*p), v, EXPLORE_REL);
}

static inline bool
atomic_cas_acq(atomic_word *p, uintptr_t old, uintptr_t new)
{
	return explore_cas(p, sizeof(*p), old, new, EXPLORE_ACQ);
}

static inline bool
atomic_cas_rel(atomic_word *p, uintptr_t old, uintptr_t new)
{
	return explore_cas(p, sizeof(*p), old, new, EXPLORE_REL);
}

static inline bool
atomic_cas_rlx(atomic_word *p, uintptr_t old, uintptr_t new)
{
	return explore_cas(p, sizeof(*p), old, new, EXPLORE_RLX);
}

static inline void
atomic_set_rlx(atomic_word *p, uintptr_t bits)
{
	explore_change(p, sizeof(*p), ~bits, bits, EXPLORE_RLX);
}

static inline void
atomic_clear_rlx(atomic_word *p, uintptr_t bits)
{
	explore_change(p, sizeof(*p), ~bits, 0, EXPLORE_RLX);
}

/* No step: it tells a compiler, and here every access is one already. */
static inline void
compiler_barrier(void)
{
	__asm__ volatile("" : : : "memory");
}

static inline uint32_t
futex_load_acq(const atomic_futex *p)
{
	return (uint32_t)explore_load(p, sizeof(*p), EXPLORE_ACQ);
}

static inline void
futex_store_rlx(atomic_futex *p, uint32_t v)
{
	explore_store(p, sizeof(*p), v, EXPLORE_RLX);
}

static inline void
futex_set_rel(atomic_futex *p, uint32_t bits)
{
	explore_change(p, sizeof(*p), ~bits, bits, EXPLORE_REL);
}

static inline void
futex_clear_rlx(atomic_futex *p, uint32_t bits)
{
	explore_change(p, sizeof(*p), ~bits, 0, EXPLORE_RLX);
}

/* Plain, and no step: nobody else runs from the write on. */
#define FLAG_READ(p)     (*(p))
#define FLAG_WRITE(p, v) ((void)(*(p) = (v)))

static inline void
spin_wait(void)
{
	explore_wait_for_change();
}

#endif /* LOCKS_ATOMIC_H */
