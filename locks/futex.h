/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The one door through which a lock sleeps, wakes or gives its processor away.
 * As with atomic.h, the explorer replaces it.
 */
#ifndef LOCKS_FUTEX_H
#define LOCKS_FUTEX_H

#include "locks/atomic.h"

#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/*
 * Sleeps if *word is `value`; may return early.  An error other than EAGAIN and
 * EINTR says that memory is damaged, and ends the process.
 */
static inline void
futex_wait(atomic_futex *word, uint32_t value)
{
	const long rc =
	    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);

	if (rc == -1 && errno != EAGAIN && errno != EINTR) {
		perror("futex wait");
		abort();
	}
}

/*
 * Wakes one thread that sleeps on *word.  It is no error if none does, or if
 * the memory is gone by now with the thread that slept there.
 */
static inline void
futex_wake(atomic_futex *word)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

/* Lets another thread run for which this one may be waiting. */
static inline void
futex_yield(void)
{
	sched_yield();
}

/*
 * The same for sure: sched_yield() may come back at once.  Some 60 us, of which
 * the kernel's timer slack makes most.
 */
static inline void
futex_rest(void)
{
	const struct timespec shortly = { .tv_nsec = 1 };

	nanosleep(&shortly, NULL);
}

#endif /* LOCKS_FUTEX_H */
