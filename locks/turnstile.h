/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Turnstiles: where threads block for a lock that is never held over a sleep.
 *
 * As in FreeBSD (freebsd.md 4.1) there are 128 chains, keyed by the lock's
 * address over 256, each with a spin lock of its own.  Priority is not lent to
 * the owner: the host's scheduler would not hear of it.  So no thread has to
 * own a turnstile, and what FreeBSD does to claim or disown one is left out.
 */
#ifndef LOCKS_TURNSTILE_H
#define LOCKS_TURNSTILE_H

#include "locks/waitq.h"

/* Finds and locks the chain of *lock; spins while another thread holds it. */
HIDDEN struct waitq *turnstile_lock(const void *lock);

#endif /* LOCKS_TURNSTILE_H */
