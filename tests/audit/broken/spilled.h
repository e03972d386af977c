/* SPDX-License-Identifier: BSD-2-Clause */
/* A register is saved on the fast path, for nothing. */
#include "locks/stop.h"

static ALWAYS_INLINE bool
broken_fast(void)
{
	__asm__ volatile("" : : : "rbx");
	return false;
}

static ALWAYS_INLINE bool
broken_hard(void)
{
	return unlikely(FLAG_READ(&stop_scheduler) != 0);
}

#include "tests/audit/broken/lock.h"
