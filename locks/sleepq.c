/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/sleepq.h"

#include "locks/futex.h"

/* FreeBSD 12.1: 256 chains. */
#define CHAINS      256
#define CHAIN_SHIFT 8

static struct waitq chains[CHAINS];

struct waitq *
sleepq_chain(const void *lock)
{
	const uintptr_t address = (uintptr_t)lock;

	return &chains[((address >> CHAIN_SHIFT) ^ address) % CHAINS];
}

struct waitq *
sleepq_lock(const void *lock)
{
	struct waitq *chain = sleepq_chain(lock);

	waitq_lock(chain);
	return chain;
}

void
sleepq_abort(struct thread *td)
{
	futex_set_rel(&td->woken, WAITQ_ABORTED);
	futex_wake(&td->woken);
}
