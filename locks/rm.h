/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rm: FreeBSD's read-mostly lock of June 2012.  A reader makes no atomic
 * operation: it notes the lock in a list of its own and looks whether it has a
 * token.  A writer takes an inner mutex, takes all tokens back, makes their
 * owners pass a barrier (rendezvous.h), and waits until no list has the lock.
 *
 * In FreeBSD lists and tokens belong to processors: code that runs on one can
 * keep everything else off it for a few instructions.  User space can keep
 * nothing off, but a thread is alone with itself.  So here a "processor" is a
 * thread, and its list is in struct thread.
 *
 * Left out: FreeBSD queues a tracker of the caller's in the processor's list,
 * with some ten stores, and pins the thread; its unlock reads its own tracker
 * alone.  A read took 5.2 ns so, by hand, and takes 3.6 ns here (freebsd.md
 * 0.10).  Also left out are sleepable locks (an inner sx) and the queue of
 * active readers, which serves to lend priority.
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
 * An entry that is cleared below others leaves a hole.  The entry next above
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
 * The rendezvous falls somewhere into the reader's program.  If it falls before
 * R2, the reader sees W1, finds no token and retires.  If it falls after R2, it
 * is after R1, and the writer sees the entry at W3 and waits.  Only a thread
 * gives itself a token, under the mutex.  So a token that it finds is of a time
 * at which it saw what the writers before had written.
 *
 * Why no writer is left asleep: rm_runlock clears its entry and then loads its
 * token.  If it still finds it, the rendezvous comes later, and W3 sees that
 * the entry is cleared.  If not, rm_runlock wakes the writer that sleeps, under
 * the chain lock under which the writer looks once more.
 *
 * Reads recurse, also while a writer waits: else the reader would wait for the
 * writer, and the writer for the reader.  Writes do not recurse.  A writer
 * blocks without spinning.
 *
 * The stopped state is tested at the entry of rm_rlock, rm_tryrlock, rm_runlock
 * and rm_lock, in every build.  So no list is touched, and there is no
 * rendezvous, which would wait for threads that stand still.  rm_unlock has no
 * test of its own; the mutex fakes (freebsd.md 1.5).  So rm has only the place
 * entry, and its mutex is tested as the patch had it, in the hard path.  All
 * operations are functions, as in FreeBSD, where none was ever inlined
 * (freebsd.md 1.1).
 *
 * Follows: freebsd.md 1.5, 4.6.
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
 * The rest of a read acquisition that is in the list and found no token.  Gets
 * the token, waiting for writers if `waits` is set.  Returns whether *td reads.
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

/* Releases *rm, which *td owns.  The next holder sees what *td wrote. */
HIDDEN void rm_unlock(struct rm *rm, struct thread *td);

/*
 * Acquires *rm for *td among other readers, blocking while a writer is in,
 * unless *td reads already.  At most THREAD_RM_READS reads are held at once, of
 * all rm locks together.
 */
HIDDEN void rm_rlock(struct rm *rm, struct thread *td);

/*
 * The same if it needs no waiting.  Returns whether it did; after a panic,
 * true.  No era has such an operation for writers.
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
