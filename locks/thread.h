/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a lock knows of a thread.  The address of a struct thread is the owner
 * in a lock word, as in FreeBSD, so its low bits are free for the word's flags.
 *
 * The memory must stay readable for as long as any lock may name it: a spinner
 * may look at the state of an owner that is gone (FreeBSD's threads are
 * type-stable for the same reason).
 */
#ifndef LOCKS_THREAD_H
#define LOCKS_THREAD_H

#include "locks/atomic.h"

#include <stddef.h>

/* Whether the hard paths count their entries: for counting arms alone. */
#ifndef COUNT_HARD
#define COUNT_HARD 0
#endif

/* Read locks of kind rm that a thread may hold at once: what fits a line. */
#define THREAD_RM_READS 5

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
	atomic_futex woken;   /* why: WAITQ_WOKEN, WAITQ_ABORTED */

	/* The thread's own: no other thread writes here. */
	_Alignas(LINE_BYTES) unsigned spin_nest; /* spin sections it is in */
	unsigned rw_rlocks; /* rw locks it reads (td_rw_rlocks) */
	unsigned lk_shares; /* shared locks of kind lk that it holds */
	unsigned crit_nest; /* critical sections it is in */
	short stopped;      /* td_stopsched of 2012: set when the world stops */
	uint64_t hard_entries; /* acquisitions that left the fast path */

	/*
	 * The thread as rm's reader, which in FreeBSD a processor is: written
	 * by the thread, its list read by writers (rm.h).
	 */
	_Alignas(LINE_BYTES) atomic_word rm_reads[THREAD_RM_READS]; /* locks */
	unsigned n_rm_reads; /* entries of the list in use, holes included */
	unsigned rm_word;    /* where its token is in a lock */
	uintptr_t rm_token;  /* and which bit; 0 until it has a slot */
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
	td->lk_shares = 0;
	td->crit_nest = 0;
	td->hard_entries = 0;
	for (unsigned i = 0; i < THREAD_RM_READS; i++)
		atomic_store_rlx(&td->rm_reads[i], 0);
	td->n_rm_reads = 0;
	td->rm_word = 0;
	td->rm_token = 0;
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

/*
 * Enters and leaves a section in which the kernel would not take the processor
 * away (critical_enter, inlined): a count between compiler barriers.  No
 * preemption can be owed at its end, since none was held off.
 */
static ALWAYS_INLINE void
thread_critical_enter(struct thread *td)
{
	td->crit_nest++;
	compiler_barrier();
}

static ALWAYS_INLINE void
thread_critical_exit(struct thread *td)
{
	compiler_barrier();
	td->crit_nest--;
}

#endif /* LOCKS_THREAD_H */
