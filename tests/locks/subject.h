/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The lock under test: one build of one lock, as a table of its verbs.  Tests
 * are compiled once against the table; subject.c fills it, once for each build.
 *
 * For a lock that lacks a verb the next best stands in, so that tests need not
 * ask: one that cannot be tried is waited for, one without readers is locked
 * alone, and no upgrade succeeds.
 */
#ifndef TESTS_LOCKS_SUBJECT_H
#define TESTS_LOCKS_SUBJECT_H

#include "locks/thread.h"

/* The largest lock, and the strictest alignment of one. */
#define SUBJECT_BYTES     128
#define SUBJECT_ALIGNMENT 64

struct subject {
	/* Of a lock that is broken on purpose, what a test must find; or "". */
	const char *must_find;
	/* Of the lock, and within it: its word, and how often it recursed. */
	size_t bytes;
	size_t word_at;
	size_t recursion_at;
	bool fakes;    /* it has a check */
	bool at_entry; /* the check stands before the compare-and-swap */
	bool has_readers;
	bool has_recursion;
	bool has_trylock;
	bool has_upgrade;
	bool has_waking_downgrade;
	void (*init)(void *lock);
	void (*lock)(void *lock, struct thread *td);
	void (*unlock)(void *lock, struct thread *td);
	bool (*trylock)(void *lock, struct thread *td);
	void (*rlock)(void *lock, struct thread *td);
	void (*runlock)(void *lock, struct thread *td);
	bool (*tryrlock)(void *lock, struct thread *td);
	bool (*tryupgrade)(void *lock, struct thread *td);
	/* Only for a thread that was upgraded or can be. */
	void (*downgrade)(void *lock, struct thread *td);
	bool (*owned)(const void *lock, const struct thread *td);
	/* Whether the check says that *td is to fake what it does. */
	bool (*stopped)(const struct thread *td);
	/* NULL if no sleep for this lock can be interrupted. */
	int (*lock_sig)(void *lock, struct thread *td);
	int (*rlock_sig)(void *lock, struct thread *td);
};

/* What this program was built of. */
extern const struct subject subject;

/* Room for the lock, whichever it is. */
struct subject_lock {
	_Alignas(SUBJECT_ALIGNMENT) unsigned char bytes[SUBJECT_BYTES];
};

/* Returns lock number i of those that lie at locks, one behind the other. */
static inline void *
subject_number(void *locks, unsigned i)
{
	return (unsigned char *)locks + i * subject.bytes;
}

static inline uintptr_t
subject_word(const void *lock)
{
	const unsigned char *at = lock;

	return atomic_load_rlx((const atomic_word *)(at + subject.word_at));
}

static inline unsigned
subject_recursion(const void *lock)
{
	const unsigned char *at = lock;

	return *(const unsigned *)(at + subject.recursion_at);
}

#endif /* TESTS_LOCKS_SUBJECT_H */
