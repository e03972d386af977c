/* SPDX-License-Identifier: BSD-2-Clause */
/* The build says which lock: -DINNER=spin -DINNER_HEADER="locks/spin.h". */
#include "tests/locks/inner.h"

#include INNER_HEADER

#define INNER_PASTE(lock, verb) lock##_##verb
#define INNER_NAMED(lock, verb) INNER_PASTE(lock, verb)

void
inner_lock(void *lock, struct thread *td)
{
	INNER_NAMED(INNER, lock)(lock, td);
}

void
inner_unlock(void *lock, struct thread *td)
{
	INNER_NAMED(INNER, unlock)(lock, td);
}
