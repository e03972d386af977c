/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes other threads pass a full memory barrier, so that their own fast paths
 * need none: FreeBSD's smp_rendezvous_cpus() for rm (freebsd.md 4.6).  As with
 * futex.h, the explorer replaces it.
 *
 * A kernel interrupts processors.  Here membarrier(2), private expedited,
 * interrupts those that run a thread of this process.  Where the kernel has
 * none or refuses it, each thread gets a real-time signal, whose handler passes
 * the barrier and acknowledges.
 *
 * Threads are known by slots.  A struct thread keeps its slot for good: one
 * that is initialised anew at the same address gets the same slot again.  From
 * its joining on, the host thread that joined it must run it: the signal goes
 * to that host thread.
 */
#ifndef LOCKS_RENDEZVOUS_H
#define LOCKS_RENDEZVOUS_H

#include "locks/thread.h"

/*
 * The most threads, as bits of a set.  FreeBSD's processors are bounded too
 * (MAXCPU); one more thread ends the process.
 */
#define RENDEZVOUS_WORD_BITS 64
#define RENDEZVOUS_WORDS     4
#define RENDEZVOUS_SLOTS     (RENDEZVOUS_WORDS * RENDEZVOUS_WORD_BITS)

/* Gives *td, which the calling thread runs, its slot, and returns it. */
HIDDEN unsigned rendezvous_join(struct thread *td);

/* The thread in a slot that was given away. */
HIDDEN const struct thread *rendezvous_thread(unsigned slot);

/*
 * Returns after each thread in `set`, a bit for each slot, has been at a point
 * before which its earlier accesses are done, and after which it sees what the
 * caller wrote.  A thread that has ended is at such a point.  A thread that
 * answers no signal for ten seconds ends the process, where the kernel waits
 * for ever: to go on would be a lie.
 */
HIDDEN void rendezvous(const uintptr_t set[RENDEZVOUS_WORDS]);

/* How it is done here: "membarrier" or "signal". */
HIDDEN const char *rendezvous_name(void);

#endif /* LOCKS_RENDEZVOUS_H */
