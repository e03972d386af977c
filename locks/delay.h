/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * delay: how long a spinner waits before it looks at the lock's word again, in
 * FreeBSD's ways, side by side.  A build picks one with -DLOCK_DELAY=<name>; a
 * name that is not below does not compile.
 *
 *   none   a pause for each look: June 2012, which has no back-off
 *   v12    lock_delay() of 12.1: doubles, then pauses that often: 2, 4, 8, ...
 *   v2024  lock_delay() of 2024: pauses, then doubles: 1, 2, 4, ...
 *
 * Both double up to delay_max, and go on with it.  Besides:
 *
 *   A wait for readers, which have no name, pauses once for each of them in a
 *   round, and counts as that many rounds (freebsd.md 4.4).
 *   v2024 waits for readers as many rounds as a delay may have pauses, if these
 *   are more (freebsd.md 4.1).
 *
 * Left out: 12.1 compares the sum of a waiter's pauses with a limit of 131072;
 * by default that fires a probe and alters no delay.  Of these kernels only the
 * length of the waiting is modelled, and nothing else that they do otherwise.
 *
 * Follows: freebsd.md 4.1.
 */
#ifndef LOCKS_DELAY_H
#define LOCKS_DELAY_H

#include "locks/atomic.h"

#ifndef LOCK_DELAY
#define LOCK_DELAY none
#endif

enum lock_delay {
	LOCK_DELAY_none,
	LOCK_DELAY_v12,
	LOCK_DELAY_v2024
};

#define DELAY_PASTE(a, b) a##b
#define DELAY_NAME(a, b)  DELAY_PASTE(a, b)

/* True in a build of that back-off. */
static ALWAYS_INLINE bool
delay_is(enum lock_delay which)
{
	return DELAY_NAME(LOCK_DELAY_, LOCK_DELAY) == which;
}

/* The longest delay, in pauses: of the machine, before any lock is taken. */
extern unsigned delay_max HIDDEN;

/*
 * Sets delay_max as a machine with n_cpus processors has it: 256 times the
 * power of two above n_cpus, up to a cap.  The number of processors that are
 * online was set when the program was loaded; one thread at a time.
 */
HIDDEN void delay_boot(unsigned n_cpus);

/* What a waiter keeps of its waiting, for as long as an acquisition takes. */
struct delay {
	unsigned pauses; /* v12: of the last delay; v2024: of the next */
};

/* Where doubling starts: a knob in FreeBSD, with this as its default. */
#define DELAY_BASE 1

static ALWAYS_INLINE void
delay_init(struct delay *d)
{
	if (!delay_is(LOCK_DELAY_none))
		d->pauses = DELAY_BASE;
}

/* Pauses n times; returns n. */
static ALWAYS_INLINE unsigned
delay_pause(unsigned n)
{
	for (unsigned i = n; i > 0; i--)
		spin_wait();
	return n;
}

static ALWAYS_INLINE void
delay_double(struct delay *d)
{
	d->pauses *= 2;
	if (unlikely(d->pauses > delay_max))
		d->pauses = delay_max;
}

static ALWAYS_INLINE unsigned
delay_wait_none(struct delay *d)
{
	(void)d;
	return delay_pause(1);
}

static ALWAYS_INLINE unsigned
delay_wait_v12(struct delay *d)
{
	delay_double(d);
	return delay_pause(d->pauses);
}

static ALWAYS_INLINE unsigned
delay_wait_v2024(struct delay *d)
{
	const unsigned n = delay_pause(d->pauses);

	delay_double(d);
	return n;
}

/* Waits before the next look; returns the number of pauses that took. */
static ALWAYS_INLINE unsigned
delay_wait(struct delay *d)
{
	return DELAY_NAME(delay_wait_, LOCK_DELAY)(d);
}

/*
 * Waits for n readers before the next look, n being 0 where a waiter bars a
 * lock without readers; returns the number of rounds that this counts as.
 */
static ALWAYS_INLINE unsigned
delay_wait_readers(uintptr_t n)
{
	if (delay_is(LOCK_DELAY_none) || n == 0)
		return delay_pause(1);
	return delay_pause((unsigned)n);
}

#endif /* LOCKS_DELAY_H */
