/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a lock knows of a thread.  The address of a struct thread is the owner
 * in a lock word, as in FreeBSD, so its low bits are free for the word's flags.
 *
 * The memory must stay readable for as long as any lock may name it: a spinner
 * looks at the owner's state after the owner may have gone (FreeBSD's threads
 * are type-stable for the same reason).
 */
#ifndef LOCKS_THREAD_H
#define LOCKS_THREAD_H

#include "locks/atomic.h"

#include <stddef.h>

/* Whether the hard paths count their entries: for counting arms alone. */
#ifndef COUNT_HARD
#define COUNT_HARD 0
#endif

struct thread {
	/*
	 * Read by others: whether an adaptive spinner should wait for this
	 * thread (TD_IS_RUNNING).  Set false by the locks' own blocking and by
	 * nothing else: that the host took the processor away is not seen.
	 */
	_Alignas(LINE_PAIR_BYTES) atomic_word running;
	struct thread *next;  /* in a waitq; that waitq's lock */
	const void *waits_on; /* the lock it is queued for; waitq's lock */
	bool waits_shared;    /* on which side; waitq's lock */
	atomic_futex woken;   /* by whom: WAITQ_WOKEN, WAITQ_ABORTED */

	/* The thread's own: nobody else writes here. */
	_Alignas(LINE_BYTES) unsigned spin_nest; /* spin sections it is in */
	unsigned rw_rlocks; /* rw locks it reads (td_rw_rlocks) */
	short stopped;      /* td_stopsched of 2012: set when the world stops */
	uint64_t hard_entries; /* acquisitions that left the fast path */
};

/* Makes *td a running thread that holds nothing. */
static inline void
thread_init(struct thread *td)
{
	atomic_store_rlx(&td->running, true);
	td->next = NULL;
	td->waits_on = NULL;
	td->waits_shared = false;
	futex_store_rlx(&td->woken, 0);
	td->spin_nest = 0;
	td->rw_rlocks = 0;
	FLAG_WRITE(&td->stopped, false);
	td->hard_entries = 0;
}

static ALWAYS_INLINE bool
thread_is_running(const struct thread *td)
{
	return atomic_load_rlx(&td->running);
}

/* Notes that an acquisition of *td left its fast path. */
static ALWAYS_INLINE void
thread_count_hard(struct thread *td)
{
	if (COUNT_HARD)
		td->hard_entries++;
}

/*
 * Enters and leaves a section in which the kernel would hold interrupts off
 * (spinlock_enter).  Here only the nesting is real: user space has no interrupt
 * to mask at this price, and a signal handler can ask for the count.
 */
static ALWAYS_INLINE void
thread_spin_enter(struct thread *td)
{
	td->spin_nest++;
	atomic_signal_fence(memory_order_seq_cst);
}

static ALWAYS_INLINE void
thread_spin_exit(struct thread *td)
{
	atomic_signal_fence(memory_order_seq_cst);
	td->spin_nest--;
}

#endif /* LOCKS_THREAD_H */
