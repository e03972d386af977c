/* SPDX-License-Identifier: BSD-2-Clause */
/* Sleeping with an interlock. */
#include "locks/sleep.h"

#include "locks/sleepq.h"

#include <assert.h>

int
sleep_fake(struct mtx *m, struct thread *td, unsigned flags)
{
	if ((flags & SLEEP_DROP) != 0)
		mtx_unlock(m, td);
	return 0;
}

int
sleep_in(struct waitq *sq, const void *chan, struct mtx *m, struct thread *td,
    unsigned flags)
{
	int err = 0;

	assert(mtx_owned(m, td) && m->recurse == 0);
	/* A waker that gets in waits for the chain: *td is queued by then. */
	mtx_unlock(m, td);
	if ((flags & SLEEP_CATCH) != 0)
		err = waitq_wait_sig(sq, chan, WAITQ_EXCLUSIVE, td);
	else
		waitq_wait(sq, chan, WAITQ_EXCLUSIVE, td);
	if ((flags & SLEEP_DROP) == 0)
		mtx_lock(m, td);
	return err;
}

int
sleep_on(const void *chan, struct mtx *m, struct thread *td, unsigned flags)
{
	if (stopped(td))
		return sleep_fake(m, td, flags);
	return sleep_in(sleepq_lock(chan), chan, m, td, flags);
}

struct waitq *
sleep_lock_to_wake(const void *chan, const struct thread *td)
{
	struct waitq *sq = sleepq_chain(chan);

	if (!stopped(td))
		waitq_lock(sq);
	return sq;
}

void
sleep_wakeup(const void *chan, struct thread *td)
{
	waitq_broadcast(sleep_lock_to_wake(chan, td), chan, WAITQ_EXCLUSIVE);
}

void
sleep_wakeup_one(const void *chan, struct thread *td)
{
	waitq_signal(sleep_lock_to_wake(chan, td), chan, WAITQ_EXCLUSIVE);
}
