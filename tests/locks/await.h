/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * await: waiting for what another thread does, as long as a loaded machine
 * takes.
 */
#ifndef TESTS_LOCKS_AWAIT_H
#define TESTS_LOCKS_AWAIT_H

#include "locks/thread.h"

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/*
 * Waits ten seconds at most until *word has value where mask has bits; returns
 * whether it has.
 */
static inline bool
await_word(const atomic_word *word, uintptr_t mask, uintptr_t value)
{
	const struct timespec ms = { .tv_nsec = 1000000 };

	for (int i = 0; i < 10000 && (atomic_load_rlx(word) & mask) != value;
	     i++)
		nanosleep(&ms, NULL);
	return (atomic_load_rlx(word) & mask) == value;
}

/*
 * Waits until *td is blocked; returns whether it is.  The lock's word is marked
 * by then, and whoever looks into the queue finds *td there.
 */
static inline bool
await_blocked(const struct thread *td)
{
	return await_word(&td->running, UINTPTR_MAX, false);
}

#endif /* TESTS_LOCKS_AWAIT_H */
