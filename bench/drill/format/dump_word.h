/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the word of a lock in a dump says.  The bits are those of the headers in
 * locks/; the threads that it names are addresses in a process that is gone.
 */
#ifndef BENCH_DRILL_FORMAT_DUMP_WORD_H
#define BENCH_DRILL_FORMAT_DUMP_WORD_H

#include "bench/drill/format/dump.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DUMP_MARKS_MAX 3

struct dump_word {
	uint64_t owner;     /* the thread that has it alone; 0 if none */
	uint64_t n_sharers; /* 0 if it does not count them */
	bool is_uncounted;  /* there may be sharers that it does not count */
	bool is_closed;     /* a waiting writer keeps new sharers out */
	unsigned n_marks;
	const char *marks[DUMP_MARKS_MAX]; /* what else is set, in words */
};

/* True if there is such a kind of lock: "rw". */
bool dump_word_is_kind(const char *kind);

/*
 * Reads a word of a lock of a kind, which must exist.  Of an rm it is the word
 * of its mutex.
 */
struct dump_word dump_word_read(const char *kind, uint64_t word);

/*
 * Returns the size of such a lock in bytes.  A CPU may wait for a lock inside
 * of it.
 */
size_t dump_word_lock_bytes(const char *kind);

#endif /* BENCH_DRILL_FORMAT_DUMP_WORD_H */
