/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The table of one build.  The build says which lock, as locks/verbs.h has it;
 * what it can do, as HAS_READERS and others; and where its check stands.
 */
#include "tests/locks/subject.h"

#include "locks/stop.h"
#include "locks/verbs.h"

/* A sleep for it can be interrupted. */
#ifndef HAS_SIG
#define HAS_SIG 0
#endif

#ifndef MUST_FIND
#define MUST_FIND ""
#endif

/* Where it counts recursion, and where it says who owns it. */
#ifndef RECURSION
#define RECURSION recurse
#endif
#ifndef WORD
#define WORD word
#endif

_Static_assert(sizeof(struct LOCK) <= SUBJECT_BYTES, "a lock needs more room");
_Static_assert(_Alignof(struct LOCK) <= SUBJECT_ALIGNMENT,
    "a lock is to be aligned more strictly");

static void
do_init(void *lock)
{
	LOCK_VERB(init)(lock);
}

static void
do_lock(void *lock, struct thread *td)
{
	LOCK_VERB(lock)(lock, td);
}

static void
do_unlock(void *lock, struct thread *td)
{
	LOCK_VERB(unlock)(lock, td);
}

static bool
do_trylock(void *lock, struct thread *td)
{
#if HAS_TRYLOCK
	return LOCK_VERB(trylock)(lock, td);
#else
	do_lock(lock, td);
	return true;
#endif
}

#if HAS_READERS
static void
do_rlock(void *lock, struct thread *td)
{
	LOCK_VERB(rlock)(lock, td);
}

static void
do_runlock(void *lock, struct thread *td)
{
	LOCK_VERB(runlock)(lock, td);
}

static bool
do_tryrlock(void *lock, struct thread *td)
{
	return LOCK_VERB(tryrlock)(lock, td);
}
#else
#define do_rlock    do_lock
#define do_runlock  do_unlock
#define do_tryrlock do_trylock
#endif

static bool
do_tryupgrade(void *lock, struct thread *td)
{
#if HAS_UPGRADE
	return LOCK_VERB(tryupgrade)(lock, td);
#else
	(void)lock;
	(void)td;
	return false;
#endif
}

static void
do_downgrade(void *lock, struct thread *td)
{
#if HAS_UPGRADE
	LOCK_VERB(downgrade)(lock, td);
#else
	(void)lock;
	(void)td;
#endif
}

static bool
do_owned(const void *lock, const struct thread *td)
{
	return LOCK_VERB(owned)(lock, td);
}

static bool
do_stopped(const struct thread *td)
{
	return stopped(td);
}

#if HAS_SIG
static int
do_lock_sig(void *lock, struct thread *td)
{
	return LOCK_VERB(lock_sig)(lock, td);
}

static int
do_rlock_sig(void *lock, struct thread *td)
{
	return LOCK_VERB(rlock_sig)(lock, td);
}
#else
#define do_lock_sig  NULL
#define do_rlock_sig NULL
#endif

const struct subject subject = {
	.must_find = MUST_FIND,
	.bytes = sizeof(struct LOCK),
	.word_at = offsetof(struct LOCK, WORD),
	.recursion_at = offsetof(struct LOCK, RECURSION),
	.fakes = STOP_NAME(STOP_CHECK_, STOP_CHECK) != STOP_CHECK_none,
	.at_entry = AT_ENTRY,
	.has_readers = HAS_READERS,
	.has_recursion = HAS_RECURSION,
	.has_trylock = HAS_TRYLOCK,
	.has_upgrade = HAS_UPGRADE,
	.has_waking_downgrade = HAS_WAKING_DOWNGRADE,
	.init = do_init,
	.lock = do_lock,
	.unlock = do_unlock,
	.trylock = do_trylock,
	.rlock = do_rlock,
	.runlock = do_runlock,
	.tryrlock = do_tryrlock,
	.tryupgrade = do_tryupgrade,
	.downgrade = do_downgrade,
	.owned = do_owned,
	.stopped = do_stopped,
	.lock_sig = do_lock_sig,
	.rlock_sig = do_rlock_sig,
};
