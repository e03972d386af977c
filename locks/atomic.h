/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The one door through which a lock touches shared memory: operation and order
 * in the name, one line each.  The explorer, which steers the locks, replaces
 * this file.
 *
 * A cas gives back whether it stored; like FreeBSD's cmpset of 2012, and unlike
 * the later fcmpset, it does not hand back what it saw.
 */
#ifndef LOCKS_ATOMIC_H
#define LOCKS_ATOMIC_H

#include "locks/attr.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* A lock word: an owner's address and bits. */
typedef _Atomic(uintptr_t) atomic_word;

/* What futex(2) waits on. */
typedef _Atomic(uint32_t) atomic_futex;

static ALWAYS_INLINE uintptr_t
atomic_load_rlx(const atomic_word *p)
{
	return atomic_load_explicit(p, memory_order_relaxed);
}

static ALWAYS_INLINE uintptr_t
atomic_load_acq(const atomic_word *p)
{
	return atomic_load_explicit(p, memory_order_acquire);
}

static ALWAYS_INLINE void
atomic_store_rlx(atomic_word *p, uintptr_t v)
{
	atomic_store_explicit(p, v, memory_order_relaxed);
}

static ALWAYS_INLINE void
atomic_store_rel(atomic_word *p, uintptr_t v)
{
	atomic_store_explicit(p, v, memory_order_release);
}

static ALWAYS_INLINE bool
atomic_cas_acq(atomic_word *p, uintptr_t old, uintptr_t new)
{
	return atomic_compare_exchange_strong_explicit(
	    p, &old, new, memory_order_acquire, memory_order_relaxed);
}

static ALWAYS_INLINE bool
atomic_cas_rel(atomic_word *p, uintptr_t old, uintptr_t new)
{
	return atomic_compare_exchange_strong_explicit(
	    p, &old, new, memory_order_release, memory_order_relaxed);
}

static ALWAYS_INLINE bool
atomic_cas_rlx(atomic_word *p, uintptr_t old, uintptr_t new)
{
	return atomic_compare_exchange_strong_explicit(
	    p, &old, new, memory_order_relaxed, memory_order_relaxed);
}

static ALWAYS_INLINE void
atomic_set_rlx(atomic_word *p, uintptr_t bits)
{
	atomic_fetch_or_explicit(p, bits, memory_order_relaxed);
}

static ALWAYS_INLINE void
atomic_clear_rlx(atomic_word *p, uintptr_t bits)
{
	atomic_fetch_and_explicit(p, ~bits, memory_order_relaxed);
}

/* Keeps the compiler from moving accesses across: no instruction. */
static ALWAYS_INLINE void
compiler_barrier(void)
{
	atomic_signal_fence(memory_order_seq_cst);
}

static ALWAYS_INLINE uint32_t
futex_load_acq(const atomic_futex *p)
{
	return atomic_load_explicit(p, memory_order_acquire);
}

static ALWAYS_INLINE void
futex_store_rlx(atomic_futex *p, uint32_t v)
{
	atomic_store_explicit(p, v, memory_order_relaxed);
}

static ALWAYS_INLINE void
futex_set_rel(atomic_futex *p, uint32_t bits)
{
	atomic_fetch_or_explicit(p, bits, memory_order_release);
}

static ALWAYS_INLINE void
futex_clear_rlx(atomic_futex *p, uint32_t bits)
{
	atomic_fetch_and_explicit(p, ~bits, memory_order_relaxed);
}

static ALWAYS_INLINE void
futex_add_rel(atomic_futex *p, uint32_t v)
{
	atomic_fetch_add_explicit(p, v, memory_order_release);
}

/*
 * Reads a flag as the kernel does: a plain load, which the compiler may fold
 * into a compare with memory.  A relaxed atomic load is never folded (gcc 12,
 * clang 14), and one instruction more is what this project is about.  Nothing
 * is ordered by it: the thread that sets a flag stops the world first.
 */
#ifdef __SANITIZE_THREAD__
#define FLAG_READ(p) __atomic_load_n(p, __ATOMIC_RELAXED)
#else
#define FLAG_READ(p) (*(p))
#endif

/* Release: a thread that sees the flag sees what led to it. */
#define FLAG_WRITE(p, v) __atomic_store_n(p, v, __ATOMIC_RELEASE)

/*
 * Throws the line of *p out of every cache, and waits until it is; brings it
 * back without waiting.
 */
#if defined(__x86_64__)
#define LINE_FLUSH    "clflush (%0)\n\tmfence"
#define LINE_PREFETCH "prefetcht0 (%0)"
#elif defined(__aarch64__)
#define LINE_FLUSH    "dc civac, %0\n\tdsb sy"
#define LINE_PREFETCH "prfm pldl1keep, [%0]"
#endif

static ALWAYS_INLINE void
line_flush(const void *p)
{
	__asm__ volatile(LINE_FLUSH : : "r"(p) : "memory");
}

static ALWAYS_INLINE void
line_prefetch(const void *p)
{
	__asm__ volatile(LINE_PREFETCH : : "r"(p) : "memory");
}

/* Tells the processor that this is a wait loop: FreeBSD's cpu_spinwait(). */
#if defined(__x86_64__)
#define SPIN_WAIT "pause"
#define FENCE_SEQ "mfence"
#elif defined(__aarch64__)
#define SPIN_WAIT "yield"
#define FENCE_SEQ "dmb ish"
#else
#error "slowpath knows x86-64 and arm64"
#endif

static ALWAYS_INLINE void
spin_wait(void)
{
	__asm__ volatile(SPIN_WAIT : : : "memory");
}

/*
 * Orders everything before against everything after, in this thread.  Not C11's
 * fence, which gcc refuses to compile for a thread sanitizer.
 */
static ALWAYS_INLINE void
atomic_fence_seq(void)
{
	__asm__ volatile(FENCE_SEQ : : : "memory");
}

#endif /* LOCKS_ATOMIC_H */
