/* SPDX-License-Identifier: BSD-2-Clause */
/* The flag is read before the compare-and-swap. */
#include "locks/stop.h"

static ALWAYS_INLINE bool
broken_fast(void)
{
	return unlikely(FLAG_READ(&stop_scheduler) != 0);
}

static ALWAYS_INLINE bool
broken_hard(void)
{
	return false;
}

#include "tests/bench/audit/broken/lock.h"
