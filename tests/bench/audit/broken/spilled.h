/* SPDX-License-Identifier: BSD-2-Clause */
/* A register is saved on the fast path, for nothing. */
#include "locks/stop.h"

/* A register that a function must restore. */
#if defined(__x86_64__)
#define SAVED "rbx"
#else
#define SAVED "x19"
#endif

static ALWAYS_INLINE bool
broken_fast(void)
{
	__asm__ volatile("" : : : SAVED);
	return false;
}

static ALWAYS_INLINE bool
broken_hard(void)
{
	return unlikely(FLAG_READ(&stop_scheduler) != 0);
}

#include "tests/bench/audit/broken/lock.h"
