/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * broken_rw: spinning reader-writer locks, each of which does one thing wrong.
 * The sharing test must find the fault of each.  -DBROKEN_HOW says which:
 *
 *   reads_past_writer    a reader does not look for a writer
 *   writes_past_readers  a writer does not look for readers
 *   writes_past_writer   a writer does not look for a writer
 *   upgrades_past_one    a reader becomes the writer beside another reader
 *   upgrades_late        a reader lets go before it becomes the writer
 *   downgrades_late      a writer lets go before it becomes a reader
 *
 * The word is a count of readers, from bit 1 on, and BROKEN_WRITER.
 */
#ifndef TESTS_LOCKS_BROKEN_RW_H
#define TESTS_LOCKS_BROKEN_RW_H

#include "locks/futex.h"
#include "locks/stop.h"

#define BROKEN_WRITER     ((uintptr_t)1)
#define BROKEN_ONE_READER ((uintptr_t)2)

enum broken_how {
	BROKEN_reads_past_writer,
	BROKEN_writes_past_readers,
	BROKEN_writes_past_writer,
	BROKEN_upgrades_past_one,
	BROKEN_upgrades_late,
	BROKEN_downgrades_late
};

struct broken_rw {
	atomic_word word;
	unsigned recurse; /* never */
};

static inline bool
broken_is(enum broken_how how)
{
	return how == STOP_NAME(BROKEN_, BROKEN_HOW);
}

static inline void
broken_rw_init(struct broken_rw *b)
{
	atomic_store_rlx(&b->word, 0);
}

static inline bool
broken_rw_trylock(struct broken_rw *b, struct thread *td)
{
	const uintptr_t word = atomic_load_rlx(&b->word);
	const bool is_written = (word & BROKEN_WRITER) != 0;

	(void)td;
	if ((is_written && !broken_is(BROKEN_writes_past_writer)) ||
	    (word > BROKEN_WRITER && !broken_is(BROKEN_writes_past_readers)))
		return false;
	return atomic_cas_acq(&b->word, word, word | BROKEN_WRITER);
}

static inline void
broken_rw_lock(struct broken_rw *b, struct thread *td)
{
	while (!broken_rw_trylock(b, td))
		futex_yield();
}

/* Lets go of what is a bit, and adds readers, or takes some by wrapping. */
static inline void
broken_rw_give(struct broken_rw *b, uintptr_t bit, uintptr_t readers)
{
	uintptr_t word;

	do
		word = atomic_load_rlx(&b->word);
	while (!atomic_cas_rel(&b->word, word, (word & ~bit) + readers));
}

static inline void
broken_rw_unlock(struct broken_rw *b, struct thread *td)
{
	(void)td;
	broken_rw_give(b, BROKEN_WRITER, 0);
}

static inline bool
broken_rw_tryrlock(struct broken_rw *b, struct thread *td)
{
	const uintptr_t word = atomic_load_rlx(&b->word);

	(void)td;
	if ((word & BROKEN_WRITER) != 0 && !broken_is(BROKEN_reads_past_writer))
		return false;
	return atomic_cas_acq(&b->word, word, word + BROKEN_ONE_READER);
}

static inline void
broken_rw_rlock(struct broken_rw *b, struct thread *td)
{
	while (!broken_rw_tryrlock(b, td))
		futex_yield();
}

static inline void
broken_rw_runlock(struct broken_rw *b, struct thread *td)
{
	(void)td;
	broken_rw_give(b, 0, -BROKEN_ONE_READER);
}

static inline bool
broken_rw_tryupgrade(struct broken_rw *b, struct thread *td)
{
	const uintptr_t word = atomic_load_rlx(&b->word);

	if ((word & BROKEN_WRITER) != 0 ||
	    (word != BROKEN_ONE_READER && !broken_is(BROKEN_upgrades_past_one)))
		return false;
	if (broken_is(BROKEN_upgrades_late)) {
		broken_rw_runlock(b, td);
		broken_rw_lock(b, td);
		return true;
	}
	return atomic_cas_acq(
	    &b->word, word, (word - BROKEN_ONE_READER) | BROKEN_WRITER);
}

static inline void
broken_rw_downgrade(struct broken_rw *b, struct thread *td)
{
	if (broken_is(BROKEN_downgrades_late)) {
		broken_rw_unlock(b, td);
		broken_rw_rlock(b, td);
	} else {
		broken_rw_give(b, BROKEN_WRITER, BROKEN_ONE_READER);
	}
}

/* True if somebody owns it: who, the word does not say. */
static inline bool
broken_rw_owned(const struct broken_rw *b, const struct thread *td)
{
	(void)td;
	return (atomic_load_rlx(&b->word) & BROKEN_WRITER) != 0;
}

#endif /* TESTS_LOCKS_BROKEN_RW_H */
