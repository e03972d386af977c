/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/turnstile.h"

/* FreeBSD 12.1: 128 chains, the lock's address over 256. */
#define CHAINS      128
#define CHAIN_SHIFT 8

static struct waitq chains[CHAINS];

struct waitq *
turnstile_lock(const void *lock)
{
	struct waitq *chain =
	    &chains[((uintptr_t)lock >> CHAIN_SHIFT) % CHAINS];

	waitq_lock(chain);
	return chain;
}
