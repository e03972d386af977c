/* SPDX-License-Identifier: BSD-2-Clause */
/* Sleepers, by two names each. */
#include "tests/explore/cases/sleeping.h"

#include "locks/sleepq.h"

struct sleeping sleeping;

static void
set_up(bool is_cv)
{
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		thread_init(&sleeping.td[i]);
	mtx_init(&sleeping.m);
	cv_init(&sleeping.cv);
	sleeping.is_cv = is_cv;
	sleeping.n_tokens = 0;
	sleeping.n_called_away = 0;
	sleeping.n_turns = 0;
	sleeping.n_woken = 0;
	sleeping.n_signals = 0;
	stop_set(&sleeping.td[0], false);
}

void
sleeping_set_up_cv(void)
{
	set_up(true);
}

void
sleeping_set_up_address(void)
{
	set_up(false);
}

const void *
sleeping_chan(void)
{
	return sleeping.is_cv ? (const void *)&sleeping.cv
	                      : (const void *)&sleeping.chan;
}

void
sleeping_at_end(void)
{
	explore_check(!waitq_has(sleepq_chain(sleeping_chan()), sleeping_chan(),
	                  WAITQ_EXCLUSIVE),
	    "a thread stays queued");
	explore_check(sleeping.cv.waiters <= sleeping.n_called_away,
	    "a thread stays counted");
	explore_check(
	    sleeping.m.word == MTX_UNOWNED, "the interlock is not free");
	for (unsigned i = 0; i < EXPLORE_THREADS_MAX; i++)
		explore_check(
		    sleeping.td[i].running != 0, "a thread does not run again");
}

int
sleeping_wait(unsigned thread, unsigned flags)
{
	struct thread *td = &sleeping.td[thread];

	if (!sleeping.is_cv)
		return sleep_on(&sleeping.chan, &sleeping.m, td, flags);
	if (flags == SLEEP_CATCH)
		return cv_wait_sig(&sleeping.cv, &sleeping.m, td);
	if (flags == SLEEP_DROP)
		cv_wait_unlock(&sleeping.cv, &sleeping.m, td);
	else
		cv_wait(&sleeping.cv, &sleeping.m, td);
	return 0;
}

void
sleeping_wake_one(unsigned thread)
{
	struct thread *td = &sleeping.td[thread];

	if (sleeping.is_cv)
		cv_signal(&sleeping.cv, td);
	else
		sleep_wakeup_one(&sleeping.chan, td);
}

void
sleeping_wake_all(unsigned thread)
{
	struct thread *td = &sleeping.td[thread];

	if (sleeping.is_cv)
		cv_broadcast(&sleeping.cv, td);
	else
		sleep_wakeup(&sleeping.chan, td);
}
