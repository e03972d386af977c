/* SPDX-License-Identifier: BSD-2-Clause */
/* Two flags are read where one is enough. */
#include "locks/stop.h"

static ALWAYS_INLINE bool
broken_fast(void)
{
	return false;
}

static ALWAYS_INLINE bool
broken_hard(void)
{
	return unlikely(FLAG_READ(&stop_scheduler) != 0) ||
	    unlikely(FLAG_READ(&stop_readfreq) != 0);
}

#include "tests/bench/audit/broken/lock.h"
