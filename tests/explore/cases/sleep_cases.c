/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of sleeping: no wake-up is lost at any interleaving, a signal wakes the
 * first to have come and no second, who is called away leaves and takes no
 * signal along, and whoever returns has the interlock, unless he dropped it.
 */
#include "locks/sleepq.h"
#include "tests/explore/cases.h"
#include "tests/explore/cases/sleeping.h"

#include <errno.h>

static void
lock(unsigned thread)
{
	subject.lock(&sleeping.m, &sleeping.td[thread]);
}

static void
unlock(unsigned thread)
{
	subject.unlock(&sleeping.m, &sleeping.td[thread]);
}

/* Waits, and looks whether the interlock is as it should be after it. */
static int
wait_for_wake(unsigned thread, unsigned flags)
{
	const int err = sleeping_wait(thread, flags);
	const bool is_owned = mtx_owned(&sleeping.m, &sleeping.td[thread]);

	if ((flags & SLEEP_DROP) != 0)
		explore_check(!is_owned, "the interlock is not dropped");
	else
		explore_check(is_owned, "the interlock is not held");
	return err;
}

/* Waits for a token and takes it, unless called away. */
static int
take_token(unsigned thread, unsigned flags)
{
	int err = 0;

	lock(thread);
	while (sleeping.n_tokens == 0 && err == 0)
		err = wait_for_wake(thread, flags);
	if (err == 0)
		sleeping.n_tokens--;
	else
		sleeping.n_called_away++;
	unlock(thread);
	return err;
}

static void
put_tokens(unsigned thread, unsigned n)
{
	lock(thread);
	sleeping.n_tokens += n;
	unlock(thread);
}

/* The waker is the last; it wakes when it holds the interlock no more. */
static void
one_waits(unsigned thread)
{
	if (thread == 0) {
		take_token(thread, 0);
		return;
	}
	put_tokens(thread, 1);
	sleeping_wake_one(thread);
}

static void
one_waits_twice(unsigned thread)
{
	one_waits(thread);
	one_waits(thread);
}

/* Here both the waiter and the waker hold it while they are off. */
static void
one_waits_preempted(unsigned thread)
{
	lock(thread);
	atomic_store_rlx(&sleeping.td[thread].running, false);
	if (thread == 0) {
		while (sleeping.n_tokens == 0)
			wait_for_wake(thread, 0);
		sleeping.n_tokens--;
	} else {
		sleeping.n_tokens++;
		sleeping_wake_one(thread);
	}
	atomic_store_rlx(&sleeping.td[thread].running, true);
	unlock(thread);
}

static void
two_wait(unsigned thread)
{
	if (thread != 2) {
		take_token(thread, 0);
		return;
	}
	for (unsigned i = 0; i < 2; i++) {
		put_tokens(thread, 1);
		sleeping_wake_one(thread);
	}
}

static void
two_wait_for_all(unsigned thread)
{
	if (thread != 2) {
		take_token(thread, 0);
		return;
	}
	put_tokens(thread, 2);
	sleeping_wake_all(thread);
}

/* Waits whatever there is; the waker counts before it signals. */
static void
wait_my_turn(unsigned thread)
{
	unsigned turn;

	lock(thread);
	turn = sleeping.n_turns++;
	wait_for_wake(thread, 0);
	sleeping.n_woken++;
	explore_check(sleeping.n_woken <= sleeping.n_signals,
	    "more are woken than were signalled");
	explore_check(turn < sleeping.n_signals,
	    "another is woken than the first to have come");
	unlock(thread);
}

/* A thread that runs no more has joined the queue: here none blocks else. */
static void
await_asleep(unsigned thread)
{
	while (atomic_load_rlx(&sleeping.td[thread].running))
		explore_wait_for_change();
}

static void
signal_each(unsigned thread)
{
	await_asleep(0);
	await_asleep(1);
	for (unsigned i = 0; i < 2; i++) {
		lock(thread);
		sleeping.n_signals++;
		unlock(thread);
		sleeping_wake_one(thread);
	}
}

static void
two_wait_in_turn(unsigned thread)
{
	if (thread == 2)
		signal_each(thread);
	else
		wait_my_turn(thread);
}

/* Returns without the interlock, which another has meanwhile. */
static void
one_drops(unsigned thread)
{
	if (thread != 0) {
		put_tokens(thread, 1);
		sleeping_wake_one(thread);
		return;
	}
	lock(thread);
	if (sleeping.n_tokens == 0)
		wait_for_wake(thread, SLEEP_DROP);
	else
		unlock(thread);
}

/* Called away wherever it is, before it sleeps too. */
static void
one_is_called_away(unsigned thread)
{
	if (thread != 0)
		sleepq_abort(&sleeping.td[0]);
	else
		explore_check(take_token(thread, SLEEP_CATCH) == -EINTR,
		    "who was called away was woken");
}

/*
 * One token and one signal, for a thread that is called away meanwhile and for
 * him who has called.  Who says that it was called away did not get the
 * signal; who got it passes it on.
 */
static void
one_of_two_is_called_away(unsigned thread)
{
	if (thread == 1) {
		sleepq_abort(&sleeping.td[0]);
		take_token(thread, 0);
	} else if (thread == 2) {
		put_tokens(thread, 1);
		sleeping_wake_one(thread);
	} else if (take_token(thread, SLEEP_CATCH) == 0) {
		put_tokens(thread, 1);
		sleeping_wake_one(thread);
	}
}

static const struct explore_case cases[] = {
	SLEEPING_CASES("one waits", 2, 4, one_waits, NULL),
	SLEEPING_CASES("one waits, preempted", 2, 3, one_waits_preempted, NULL),
	SLEEPING_CASES("one waits twice", 2, 3, one_waits_twice, NULL),
	SLEEPING_CASES("one waits for two", 3, 2, one_waits, NULL),
	SLEEPING_CASES("one drops", 2, 4, one_drops, NULL),
	SLEEPING_CASES("two wait, each is woken", 3, 2, two_wait, NULL),
	SLEEPING_CASES("two wait, all are woken", 3, 2, two_wait_for_all, NULL),
	SLEEPING_CASES("two wait in turn", 3, 2, two_wait_in_turn, NULL),
	SLEEPING_CASES(
	    "called away", 2, EXPLORE_UNBOUNDED, one_is_called_away, NULL),
	SLEEPING_CASES(
	    "one of two called away", 3, 2, one_of_two_is_called_away, NULL),
};

const struct explored_cases sleep_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};

/* Too long to be taken by each broken one, and in both ways. */
static const struct explore_case longer[] = {
	SLEEPING_CASE(cv, "one waits", 2, EXPLORE_UNBOUNDED, one_waits, NULL),
	SLEEPING_CASE(cv, "one of two called away", 3, 3,
	    one_of_two_is_called_away, NULL),
	SLEEPING_CASE(address, "one drops", 2, 6, one_drops, NULL),
};

const struct explored_cases sleep_longer_cases = {
	.cases = longer,
	.n = sizeof(longer) / sizeof(*longer),
};
