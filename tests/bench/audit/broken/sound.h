/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing is broken: one load, in the hard path, with its hint. */
#include "locks/stop.h"

static ALWAYS_INLINE bool
broken_fast(void)
{
	return false;
}

static ALWAYS_INLINE bool
broken_hard(void)
{
	return unlikely(FLAG_READ(&stop_scheduler) != 0);
}

#include "tests/bench/audit/broken/lock.h"
