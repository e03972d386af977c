/* SPDX-License-Identifier: BSD-2-Clause */
/* The check writes into memory. */
#include "locks/stop.h"

static ALWAYS_INLINE bool
broken_fast(void)
{
	return false;
}

static ALWAYS_INLINE bool
broken_hard(void)
{
	atomic_store_rlx(&stop_hotline_asker, 1);
	return unlikely(FLAG_READ(&stop_scheduler) != 0);
}

#include "tests/bench/audit/broken/lock.h"
