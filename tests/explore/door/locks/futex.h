/* SPDX-License-Identifier: BSD-2-Clause */
/* The explorer's double of locks/futex.h. */
#ifndef LOCKS_FUTEX_H
#define LOCKS_FUTEX_H

#include "locks/atomic.h"

#include <errno.h>

static inline void
futex_wait(atomic_futex *word, uint32_t value)
{
	explore_sleep(word, value);
}

static inline void
futex_wake(atomic_futex *word)
{
	explore_wake(word);
}

static inline void
futex_yield(void)
{
	explore_wait_for_change();
}

#endif /* LOCKS_FUTEX_H */
