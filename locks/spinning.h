/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spinning: how long a spin lock is waited for.  Its owner runs, with
 * interrupts off, so that waiting is all there is to do: by pauses first, then
 * a microsecond at a time, and in the end by giving up on the machine.
 *
 * Follows: freebsd.md 4.3.
 */
#ifndef LOCKS_SPINNING_H
#define LOCKS_SPINNING_H

#include "locks/delay.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Rounds of waiting: first with a pause, then with DELAY(1) (freebsd.md 4.3).
 */
#define SPINNING_PAUSED 10000000
#define SPINNING_MAX    60000000

/* Busy-waits for a microsecond, as DELAY(1) does. */
static inline void
spinning_delay_1us(void)
{
	struct timespec from;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &from);
	do {
		spin_wait();
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while ((now.tv_sec - from.tv_sec) * 1000000000L + now.tv_nsec -
	        from.tv_nsec <
	    1000);
}

/* A round of waiting once pausing has not helped.  Out of the hard path's way:
 * it calls other libraries. */
static __attribute__((noinline, unused)) void
spinning_longer(const void *lock, unsigned round)
{
	if (round == SPINNING_MAX) {
		fprintf(stderr, "spin lock %p held too long\n", lock);
		abort();
	}
	spinning_delay_1us();
}

/*
 * Waits before the next look at *lock, which is only named: *rounds says how
 * long the acquisition has waited, in rounds, of which a back-off's pause is
 * one.
 */
static ALWAYS_INLINE void
spinning_wait(const void *lock, struct delay *delay, unsigned *rounds)
{
	if (*rounds < SPINNING_PAUSED)
		*rounds += delay_wait(delay);
	else
		spinning_longer(lock, ++*rounds);
}

#endif /* LOCKS_SPINNING_H */
