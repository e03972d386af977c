/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The pauses of spinners, counted, and what is to happen within one of them: a
 * lock is given back by the waiter's own thread.  Everything that is tested so
 * is compiled behind counted.h.
 */
#ifndef TESTS_LOCKS_PAUSES_H
#define TESTS_LOCKS_PAUSES_H

#include "locks/delay.h"

#include <stddef.h>

#define PAUSES_EVENTS 2

/* What happens within which pause, the first being number 1. */
static struct event {
	unsigned at;
	void (*run)(void);
} events[PAUSES_EVENTS];

static unsigned n_pauses;

void
counted_pause(void)
{
	n_pauses++;
	for (unsigned i = 0; i < PAUSES_EVENTS; i++)
		if (events[i].at == n_pauses)
			events[i].run();
}

/* Begins to count anew, with nothing to happen. */
static inline void
pauses_init(void)
{
	for (unsigned i = 0; i < PAUSES_EVENTS; i++)
		events[i] = (struct event){ 0 };
	n_pauses = 0;
}

/* Of this build, what the three back-offs have there. */
static inline unsigned
of_build(unsigned none, unsigned v12, unsigned v2024)
{
	if (delay_is(LOCK_DELAY_none))
		return none;
	return delay_is(LOCK_DELAY_v12) ? v12 : v2024;
}

#endif /* TESTS_LOCKS_PAUSES_H */
