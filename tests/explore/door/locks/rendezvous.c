/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The explorer's double of locks/rendezvous.c.  Slots are given away in the
 * order of asking, as there, but between two steps.
 */
#include "locks/rendezvous.h"

/* No step and no access: who finds a slot here has an order by other means. */
#define UNWATCHED __attribute__((no_sanitize("thread"), noinline))

static struct {
	const struct thread *td;
	unsigned runner; /* the explorer's number of who runs it */
} slots[EXPLORE_THREADS_MAX];

UNWATCHED unsigned
rendezvous_join(struct thread *td)
{
	unsigned i = 0;

	while (slots[i].td != NULL && slots[i].td != td)
		i++;
	slots[i].td = td;
	slots[i].runner = explore_number();
	return i;
}

UNWATCHED const struct thread *
rendezvous_thread(unsigned slot)
{
	return slots[slot].td;
}

UNWATCHED void
rendezvous(const uintptr_t set[RENDEZVOUS_WORDS])
{
	unsigned threads = 0;

	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		if ((set[0] >> i & 1) != 0)
			threads |= 1U << slots[i].runner;
	explore_meet(threads);
}

const char *
rendezvous_name(void)
{
	return "explorer";
}
