/* SPDX-License-Identifier: BSD-2-Clause */
/* The hint says that the world has stopped. */
#include "locks/stop.h"

static ALWAYS_INLINE bool
broken_fast(void)
{
	return false;
}

static ALWAYS_INLINE bool
broken_hard(void)
{
	return likely(FLAG_READ(&stop_scheduler) != 0);
}

#include "tests/bench/audit/broken/lock.h"
