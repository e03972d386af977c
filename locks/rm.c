/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/rm.h"

#include "locks/turnstile.h"

#include <assert.h>

/* Whether *td finds its token: two loads of its own line, one of the lock's. */
static ALWAYS_INLINE bool
has_token(const struct rm *rm, const struct thread *td)
{
	return (atomic_load_rlx(&rm->word[td->rm_word]) & td->rm_token) != 0;
}

/*
 * Notes *rm in the list.  Release: a writer may look for another lock's end
 * where this entry now is, and not find what untrack_last() had stored there.
 */
static ALWAYS_INLINE void
track(const struct rm *rm, struct thread *td)
{
	assert(td->n_rm_reads < THREAD_RM_READS);
	thread_critical_enter(td);
	atomic_store_rel(&td->rm_reads[td->n_rm_reads++], (uintptr_t)rm);
	thread_critical_exit(td);
}

/*
 * Clears the list's last entry, below which is no hole.  Release: the writer
 * looks for the reader's end here, with acquire.
 */
static ALWAYS_INLINE void
untrack_last(struct thread *td)
{
	atomic_store_rel(&td->rm_reads[--td->n_rm_reads], 0);
}

/* The lock of an entry, 0 of a hole. */
static uintptr_t
lock_of(uintptr_t entry)
{
	return entry & ~RM_ABOVE_HOLE;
}

/*
 * Says of entry i, which is not the first, that there is a hole below it,
 * unless it is one itself: clearing it goes by untrack_inner().  Release for
 * the same reason as in track().
 */
static void
mark_above_hole(struct thread *td, unsigned i)
{
	const uintptr_t entry = atomic_load_rlx(&td->rm_reads[i]);

	if (entry != 0)
		atomic_store_rel(&td->rm_reads[i], entry | RM_ABOVE_HOLE);
}

/*
 * Clears the latest entry of *rm, which is not the last or is above a hole, and
 * leaves a hole: an entry that moved could be missed by a writer that looks at
 * the list meanwhile.  Holes at the list's end go.  Out of the way: it is
 * seldom, and inlined it has rm_runlock() save a register.
 */
static __attribute__((noinline)) void
untrack_inner(const struct rm *rm, struct thread *td)
{
	unsigned i = td->n_rm_reads;

	do
		assert(i > 0);
	while (lock_of(atomic_load_rlx(&td->rm_reads[--i])) != (uintptr_t)rm);
	atomic_store_rel(&td->rm_reads[i], 0);
	if (i + 1 < td->n_rm_reads)
		mark_above_hole(td, i + 1);
	while (td->n_rm_reads > 0 &&
	    atomic_load_rlx(&td->rm_reads[td->n_rm_reads - 1]) == 0)
		td->n_rm_reads--;
}

/* Whether one of the first n entries of the list of *td is *rm. */
static bool
is_tracked(const struct rm *rm, const struct thread *td, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		/* Pairs with the release in untrack_last, untrack_inner. */
		if (lock_of(atomic_load_acq(&td->rm_reads[i])) == (uintptr_t)rm)
			return true;
	return false;
}

/* Wakes a writer that may have blocked on an entry just cleared. */
static void
wake_writer(const struct rm *rm)
{
	waitq_broadcast(turnstile_lock(rm), rm, WAITQ_EXCLUSIVE);
}

/* Finds the slot of *td, out of the hard path's way: it calls libraries. */
static __attribute__((noinline)) void
join(struct thread *td)
{
	const unsigned slot = rendezvous_join(td);

	td->rm_word = slot / RENDEZVOUS_WORD_BITS;
	td->rm_token = (uintptr_t)1 << slot % RENDEZVOUS_WORD_BITS;
}

HARD_PATH bool
rm_rlock_hard(struct rm *rm, struct thread *td, bool waits)
{
	thread_count_hard(td);
	assert(!rm_owned(rm, td));
	/* Any writer waits for a thread that reads already: it goes on. */
	if (is_tracked(rm, td, td->n_rm_reads - 1))
		return true;
	/* A writer may take the entry for a reader's. */
	untrack_last(td);
	wake_writer(rm);

	if (waits)
		mtx_lock(&rm->mtx, td);
	else if (!mtx_trylock(&rm->mtx, td))
		return false;
	if (td->rm_token == 0)
		join(td);
	/* No other thread writes while the mutex is held. */
	atomic_store_rlx(&rm->word[td->rm_word],
	    atomic_load_rlx(&rm->word[td->rm_word]) | td->rm_token);
	track(rm, td);
	mtx_unlock(&rm->mtx, td);
	return true;
}

HARD_PATH void
rm_rlock(struct rm *rm, struct thread *td)
{
	if (stopped(td))
		return;
	track(rm, td);
	if (unlikely(!has_token(rm, td)))
		rm_rlock_hard(rm, td, true);
}

HARD_PATH bool
rm_tryrlock(struct rm *rm, struct thread *td)
{
	if (stopped(td))
		return true;
	track(rm, td);
	return likely(has_token(rm, td)) || rm_rlock_hard(rm, td, false);
}

HARD_PATH void
rm_runlock(struct rm *rm, struct thread *td)
{
	if (stopped(td))
		return;
	assert(td->n_rm_reads > 0);
	thread_critical_enter(td);
	if (likely(atomic_load_rlx(&td->rm_reads[td->n_rm_reads - 1]) ==
	        (uintptr_t)rm))
		untrack_last(td);
	else
		untrack_inner(rm, td);
	thread_critical_exit(td);
	if (unlikely(!has_token(rm, td)))
		wake_writer(rm);
}

/* Blocks *td until the list of *reader does not have *rm. */
static void
wait_for(const struct rm *rm, const struct thread *reader, struct thread *td)
{
	while (is_tracked(rm, reader, THREAD_RM_READS)) {
		struct waitq *ts = turnstile_lock(rm);

		if (is_tracked(rm, reader, THREAD_RM_READS))
			waitq_wait(ts, rm, WAITQ_EXCLUSIVE, td);
		else
			waitq_unlock(ts);
	}
}

/*
 * Takes all tokens back, if there are any, and waits for those that read.  Out
 * of the hard path's way: it calls other libraries.
 */
static __attribute__((noinline)) void
revoke(struct rm *rm, struct thread *td)
{
	uintptr_t readers[RENDEZVOUS_WORDS];

	thread_count_hard(td);
	for (unsigned i = 0; i < RENDEZVOUS_WORDS; i++) {
		readers[i] = atomic_load_rlx(&rm->word[i]);
		atomic_store_rlx(&rm->word[i], 0);
	}
	rendezvous(readers);
	for (unsigned i = 0; i < RENDEZVOUS_WORDS; i++)
		for (; readers[i] != 0; readers[i] &= readers[i] - 1)
			wait_for(rm,
			    rendezvous_thread(i * RENDEZVOUS_WORD_BITS +
			        (unsigned)__builtin_ctzl(readers[i])),
			    td);
}

static bool
has_tokens(const struct rm *rm)
{
	uintptr_t all = 0;

	for (unsigned i = 0; i < RENDEZVOUS_WORDS; i++)
		all |= atomic_load_rlx(&rm->word[i]);
	return all != 0;
}

HARD_PATH void
rm_lock(struct rm *rm, struct thread *td)
{
	if (stopped(td))
		return;
	assert(!rm_owned(rm, td));
	assert(!is_tracked(rm, td, td->n_rm_reads));
	mtx_lock(&rm->mtx, td);
	if (has_tokens(rm))
		revoke(rm, td);
}

HARD_PATH void
rm_unlock(struct rm *rm, struct thread *td)
{
	mtx_unlock(&rm->mtx, td);
}
