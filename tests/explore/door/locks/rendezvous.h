/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The explorer's double of locks/rendezvous.h: the same contract, and as many
 * slots as there can be threads, so that a set of them is one word.
 */
#ifndef LOCKS_RENDEZVOUS_H
#define LOCKS_RENDEZVOUS_H

#include "locks/thread.h"

#define RENDEZVOUS_WORD_BITS EXPLORE_THREADS_MAX
#define RENDEZVOUS_WORDS     1

HIDDEN unsigned rendezvous_join(struct thread *td);
HIDDEN const struct thread *rendezvous_thread(unsigned slot);
HIDDEN void rendezvous(const uintptr_t set[RENDEZVOUS_WORDS]);
HIDDEN const char *rendezvous_name(void);

#endif /* LOCKS_RENDEZVOUS_H */
