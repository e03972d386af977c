/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rm: FreeBSD's read-mostly lock of June 2012.  A reader makes no atomic
 * operation: it notes the lock in a list of its own and looks whether it has a
 * token.  A writer takes an inner mutex, takes all tokens back, makes their
 * owners pass a barrier (rendezvous.h), and waits until no list has the lock.
 *
 * In FreeBSD lists and tokens belong to processors, since what runs on one can
 * exclude everything else on it for a few instructions.  In user space nothing
 * can be excluded, but a thread is alone with itself: here a "processor" is a
 * thread, its list is in struct thread, and there is nothing to pin.
 *
 * The word, one bit for each thread's slot (FreeBSD's rm_writecpus, inverted,
 * so that a thread without a slot has no token either):
 *
 *   0 -> token  relaxed  rm_rlock by the thread itself, holding the mutex
 *   1 -> 0      relaxed  rm_lock, all at once, holding the mutex
 *
 * An entry of a thread's list, written by it alone:
 *
 *   0  -> rm    release  rm_rlock: what was read under another lock before
 *   rm -> 0     release  rm_runlock: what was read is read before
 *   rm -> rm | RM_ABOVE_HOLE  release  rm_runlock of the entry below: the same
 *
 * An entry that is cleared below others leaves a hole; whose is next above it
 * takes the hole along when it goes, or the list would grow.
 *
 * Why no reader is missed (Dekker's argument, the reader's fence moved to the
 * writer):
 *
 *   reader                           writer
 *   R1  list entry = rm              W1  tokens = 0
 *       compiler barrier             W2  rendezvous: full barrier in each
 *   R2  load own token                   thread that had one
 *                                    W3  load list entries (acquire)
 *
 * The rendezvous falls somewhere into the reader's program.  If before R2, the
 * reader sees W1, finds no token and retires.  If after R2, it is after R1, and
 * the writer sees the entry at W3 and waits.  Only the thread itself gives
 * itself a token, under the mutex, so one it finds is of a time at which it saw
 * what the writers before had written.
 *
 * Why no writer is left asleep: the same with rm_runlock, which clears its
 * entry and then loads its token.  If it still finds it, the rendezvous comes
 * later and W3 sees the entry cleared; if not, it wakes whoever sleeps, under
 * the chain lock under which the writer looks once more.
 *
 * Reads recurse, also while a writer waits, who would otherwise wait for the
 * reader and it for him; writes do not.  A writer blocks without spinning.
 *
 * The stopped state is tested at the entry of rm_rlock, rm_tryrlock, rm_runlock
 * and rm_lock, in every build: a list is not touched and no rendezvous
 * attempted, which would wait for threads that stand still.  rm_unlock has no
 * test of its own; the mutex fakes (freebsd.md 1.5).  So rm has but the place
 * entry, and its mutex is tested as the patch had it, in the hard path.  All
 * operations are functions, as in FreeBSD, where none was ever inlined
 * (freebsd.md 1.1).
 *
 * Follows: freebsd.md 1.5, 4.6.  Without sleepable locks (an inner sx) and the
 * queue of active readers: it serves to lend priority.
 */
#ifndef LOCKS_RM_H
#define LOCKS_RM_H

#include "locks/mtx.h"
#include "locks/rendezvous.h"

#define RM_ABOVE_HOLE ((uintptr_t)1)

struct rm {
	atomic_word word[RENDEZVOUS_WORDS];
	struct mtx mtx;
};

/*
 * The rest of a read acquisition, which is in the list but found no token: gets
 * the token, waiting for writers if waits says so.  Returns whether *td reads.
 * Not for other callers.
 */
HIDDEN bool rm_rlock_hard(struct rm *rm, struct thread *td, bool waits);

static inline void
rm_init(struct rm *rm)
{
	for (unsigned i = 0; i < RENDEZVOUS_WORDS; i++)
		atomic_store_rlx(&rm->word[i], 0);
	mtx_init(&rm->mtx);
}

/*
 * Acquires *rm for *td alone, blocking if need be; *td holds it in no way yet.
 * What earlier owners and readers did is done (acquire), except when the
 * acquisition was faked.
 */
HIDDEN void rm_lock(struct rm *rm, struct thread *td);

/* Releases *rm, which *td owns; what was written is seen by who comes next. */
HIDDEN void rm_unlock(struct rm *rm, struct thread *td);

/*
 * Acquires *rm for *td among other readers, blocking while a writer is in,
 * unless *td reads already.  At most THREAD_RM_READS reads are held at once, of
 * all rm locks together.
 */
HIDDEN void rm_rlock(struct rm *rm, struct thread *td);

/*
 * The same if it needs no waiting; returns whether it did.  After a panic it
 * says true.  There is no such operation for writers, in any era.
 */
HIDDEN bool rm_tryrlock(struct rm *rm, struct thread *td);

/* Gives back the last read of *rm that *td acquired. */
HIDDEN void rm_runlock(struct rm *rm, struct thread *td);

/* How writers meet readers here: "membarrier" or "signal". */
static inline const char *
rm_means(void)
{
	return rendezvous_name();
}

/* True if *td owns *rm as its writer: by the word, never faked. */
static ALWAYS_INLINE bool
rm_owned(const struct rm *rm, const struct thread *td)
{
	return mtx_owned(&rm->mtx, td);
}

#endif /* LOCKS_RM_H */
