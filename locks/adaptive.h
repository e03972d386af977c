/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * adaptive: spinning that pays, for locks whose word names their owner.  As
 * long as the owner runs, it will soon give the lock back; once it does not,
 * waiting for it means blocking.  How long a spinner waits between two looks:
 * delay.h.
 */
#ifndef LOCKS_ADAPTIVE_H
#define LOCKS_ADAPTIVE_H

#include "locks/delay.h"
#include "locks/thread.h"

/*
 * Readers have no name: a writer waits for them this often and this many rounds
 * (freebsd.md 4.4).
 */
#define ADAPTIVE_TRIES 10
#define ADAPTIVE_LOOPS 10000

/* The rounds of this build's back-off. */
static ALWAYS_INLINE unsigned
adaptive_loops(void)
{
	if (delay_is(LOCK_DELAY_v2024) && delay_max > ADAPTIVE_LOOPS)
		return delay_max;
	return ADAPTIVE_LOOPS;
}

/* True if the owner that seen names besides flags runs. */
static inline bool
adaptive_runs(uintptr_t seen, uintptr_t flags)
{
	return thread_is_running((const struct thread *)(seen & ~flags));
}

/*
 * Waits for as long as *word names the same owner as seen, whatever its flags,
 * and that owner runs.  Returns false, at once, if it does not run to begin
 * with.  *delay is the acquisition's: it goes on where it was with the last
 * owner.
 */
static inline bool
adaptive_spin(const atomic_word *word, uintptr_t seen, uintptr_t flags,
    struct delay *delay)
{
	const uintptr_t owner = seen & ~flags;

	if (!adaptive_runs(owner, flags))
		return false;
	while ((atomic_load_rlx(word) & ~flags) == owner &&
	    adaptive_runs(owner, flags))
		delay_wait(delay);
	return true;
}

#endif /* LOCKS_ADAPTIVE_H */
