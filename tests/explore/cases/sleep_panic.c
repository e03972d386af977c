/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of a panic among sleepers (freebsd.md 1.7).  Thread 0 panics at any of
 * its steps, also while it holds a chain's lock or is in a queue, and others
 * may stand still in the same places.  It then sleeps, which returns at once,
 * and wakes, which ends.
 */
#include "tests/explore/cases.h"
#include "tests/explore/cases/sleeping.h"

/* Sleeps after a panic, with the interlock as the panic thread got it. */
static void
check_sleep(unsigned flags)
{
	struct mtx *m = &sleeping.m;
	const unsigned waiters = sleeping.cv.waiters;
	const uintptr_t running = sleeping.td[0].running;
	const uintptr_t before = m->word;
	/* Where one unlock frees it, and is not itself faked. */
	const bool is_freed = !subject.at_entry && (flags & SLEEP_DROP) != 0 &&
	    before == (uintptr_t)&sleeping.td[0];

	explore_check(
	    sleeping_wait(0, flags) == 0, "a faked sleep was called away");
	explore_check(m->word == (is_freed ? MTX_UNOWNED : before),
	    is_freed ? "a faked sleep kept what it was to drop"
	             : "a faked sleep wrote the word");
	explore_check(
	    sleeping.cv.waiters == waiters, "a faked sleep was counted");
	explore_check(
	    sleeping.td[0].running == running, "a faked sleep stopped running");
}

static void
panic(void)
{
	explore_stop_others();
	stop_set(&sleeping.td[0], true);
	if (!mtx_owned(&sleeping.m, &sleeping.td[0]))
		subject.lock(&sleeping.m, &sleeping.td[0]);
	check_sleep(0);
	check_sleep(SLEEP_CATCH);
	check_sleep(SLEEP_DROP);
	check_sleep(0);
	sleeping_wake_one(0);
	sleeping_wake_all(0);
}

static void
take_token(unsigned thread)
{
	struct thread *td = &sleeping.td[thread];

	subject.lock(&sleeping.m, td);
	while (sleeping.n_tokens == 0)
		sleeping_wait(thread, 0);
	sleeping.n_tokens--;
	subject.unlock(&sleeping.m, td);
}

static void
put_token(unsigned thread)
{
	struct thread *td = &sleeping.td[thread];

	subject.lock(&sleeping.m, td);
	sleeping.n_tokens++;
	subject.unlock(&sleeping.m, td);
	sleeping_wake_one(thread);
}

static void
sleeper_panics(unsigned thread)
{
	if (thread == 0)
		take_token(thread);
	else
		put_token(thread);
}

static void
waker_panics(unsigned thread)
{
	if (thread != 0)
		take_token(thread);
	else
		for (unsigned i = 0; i < 2; i++)
			put_token(thread);
}

static const struct explore_case cases[] = {
	SLEEPING_CASES("a sleeper panics", 2, 4, sleeper_panics, panic),
	SLEEPING_CASES("a waker panics", 2, 4, waker_panics, panic),
	SLEEPING_CASES("a waker of two panics", 3, 2, waker_panics, panic),
};

const struct explored_cases sleep_panic_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};
