/* SPDX-License-Identifier: BSD-2-Clause */
/* Waiting for a condition is sleeping, counted. */
#include "locks/cv.h"

#include "locks/sleep.h"
#include "locks/sleepq.h"

static int
wait_how(struct cv *cv, struct mtx *m, struct thread *td, unsigned flags)
{
	struct waitq *sq;

	if (stopped(td))
		return sleep_fake(m, td, flags);
	sq = sleepq_lock(cv);
	cv->waiters++;
	return sleep_in(sq, cv, m, td, flags);
}

void
cv_wait(struct cv *cv, struct mtx *m, struct thread *td)
{
	wait_how(cv, m, td, 0);
}

int
cv_wait_sig(struct cv *cv, struct mtx *m, struct thread *td)
{
	return wait_how(cv, m, td, SLEEP_CATCH);
}

void
cv_wait_unlock(struct cv *cv, struct mtx *m, struct thread *td)
{
	wait_how(cv, m, td, SLEEP_DROP);
}

void
cv_signal(struct cv *cv, struct thread *td)
{
	struct waitq *sq = sleep_lock_to_wake(cv, td);

	if (cv->waiters == 0) {
		waitq_unlock(sq);
		return;
	}
	cv->waiters--;
	waitq_signal(sq, cv, WAITQ_EXCLUSIVE);
}

void
cv_broadcast(struct cv *cv, struct thread *td)
{
	struct waitq *sq = sleep_lock_to_wake(cv, td);

	if (cv->waiters == 0) {
		waitq_unlock(sq);
		return;
	}
	cv->waiters = 0;
	waitq_broadcast(sq, cv, WAITQ_EXCLUSIVE);
}
