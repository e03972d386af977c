/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of locks whose sleepers can be called away, at every point: whoever is
 * comes back without the lock, and says so, exactly when it took the call;
 * whoever was woken besides has the lock, and the call is kept for the next
 * sleep; nobody else stays asleep.
 */
#include "locks/sleepq.h"
#include "tests/explore/cases.h"
#include "tests/explore/cases/world_shared.h"

#include <errno.h>

enum sight {
	SIGHT_LOCKED,
	SIGHT_CALLED_AWAY,
	SIGHT_CALL_KEPT
};

#define N_SIGHTS 3

/* Of thread 1, whom the others call; counted by the rules alone. */
static unsigned n_calls;
static unsigned n_calls_taken;

/* Written before a call and read by who takes it: a race on it is found. */
static volatile unsigned letter;

UNWATCHED static void
count_call(void)
{
	n_calls++;
}

static void
call(void)
{
	count_call();
	letter++;
	sleepq_abort(&world.td[1]);
}

UNWATCHED static void
take_call(void)
{
	explore_check(n_calls > n_calls_taken, "a call came from nobody");
	n_calls_taken++;
	explore_see(SIGHT_CALLED_AWAY);
}

/*
 * Looks at the result of an interruptible acquisition; returns whether it is.
 */
static bool
is_acquired(int err)
{
	if (err == 0)
		return true;
	explore_check(err == -EINTR, "an unknown error");
	take_call();
	(void)letter;
	return false;
}

static void
at_end(void)
{
	const bool is_kept = (world.td[1].woken & WAITQ_ABORTED) != 0;

	world_at_end();
	explore_check(n_calls_taken + is_kept == n_calls,
	    "a call was lost, or taken twice");
	if (is_kept)
		explore_see(SIGHT_CALL_KEPT);
}

static void
write_within(unsigned thread)
{
	world_enter(0);
	world_work(0);
	world_leave(0);
	world_unlock(0, thread);
}

static void
read_within(unsigned thread)
{
	world_enter_shared(0);
	world_read(0);
	world_leave_shared(0);
	world_runlock(0, thread);
}

static void
write_once(unsigned thread)
{
	world_lock(0, thread);
	write_within(thread);
}

static void
read_once(unsigned thread)
{
	world_rlock(0, thread);
	read_within(thread);
}

/* Returns whether it was not called away. */
static bool
write_sig(unsigned thread)
{
	const int err = subject.lock_sig(world_at(0), &world.td[thread]);

	explore_check(world_owned(0, thread) == (err == 0),
	    "the result is not what the word says");
	if (!is_acquired(err))
		return false;
	explore_see(SIGHT_LOCKED);
	write_within(thread);
	return true;
}

static void
read_sig(unsigned thread)
{
	const int err = subject.rlock_sig(world_at(0), &world.td[thread]);

	if (!is_acquired(err))
		return;
	explore_see(SIGHT_LOCKED);
	read_within(thread);
}

/* Holds the lock off its processor, so that others sleep. */
static void
hold(unsigned thread, bool calls)
{
	world_lock(0, thread);
	world_run(thread, false);
	if (calls)
		call();
	write_within(thread);
	world_run(thread, true);
}

static void
read_and_call(unsigned thread)
{
	world_rlock(0, thread);
	call();
	read_within(thread);
}

static void
writer_called(unsigned thread)
{
	if (thread == 0)
		hold(thread, true);
	else if (thread == 1)
		write_sig(thread);
	else
		write_once(thread);
}

static void
writer_called_from_readers(unsigned thread)
{
	if (thread == 0)
		read_and_call(thread);
	else if (thread == 1)
		write_sig(thread);
	else
		read_once(thread);
}

static void
reader_called(unsigned thread)
{
	if (thread == 0)
		hold(thread, true);
	else if (thread == 1)
		read_sig(thread);
	else
		write_once(thread);
}

static void
one_of_two_readers_called(unsigned thread)
{
	if (thread == 2)
		read_once(thread);
	else
		reader_called(thread);
}

/* Whether thread 1 is through. */
static atomic_word is_through;

/* Keeps the lock until thread 1 is through: the call alone ends its sleep. */
static void
called_from_kept_lock(unsigned thread)
{
	if (thread == 1) {
		write_sig(thread);
		atomic_store_rlx(&is_through, true);
		return;
	}
	world_lock(0, thread);
	world_run(thread, false);
	call();
	while (!atomic_load_rlx(&is_through))
		spin_wait();
	write_within(thread);
	world_run(thread, true);
}

/* Once called away, it tries again, and no longer lets itself be called. */
static void
writer_called_tries_again(unsigned thread)
{
	if (thread == 0)
		hold(thread, true);
	else if (!write_sig(thread))
		write_once(thread);
}

/* A call that comes in a sleep that it does not end is for the next. */
static void
call_in_plain_sleep(unsigned thread)
{
	if (thread == 0) {
		hold(thread, true);
		hold(thread, false);
		return;
	}
	write_once(thread);
	write_sig(thread);
}

/* A third thread calls, whatever the owner does. */
static void
called_from_outside(unsigned thread)
{
	if (thread == 0)
		hold(thread, false);
	else if (thread == 1)
		write_sig(thread);
	else
		call();
}

#define CASE(phrase, n, preemptions, function)                             \
	{                                                                  \
		.name = phrase, .n_threads = n, .bound = preemptions,      \
		.set_up = world_set_up, .run = function, .at_end = at_end, \
		.n_sights = N_SIGHTS                                       \
	}

static const struct explore_case cases[] = {
	CASE("writer called away", 2, 4, writer_called),
	CASE("writer called away by reader", 2, 4, writer_called_from_readers),
	CASE("reader called away", 2, 4, reader_called),
	CASE("called away from kept lock", 2, 4, called_from_kept_lock),
	CASE("called away, tries again", 2, 4, writer_called_tries_again),
	CASE("called in plain sleep", 2, 2, call_in_plain_sleep),
	CASE("called away from outside", 3, 2, called_from_outside),
	CASE("one of two writers called away", 3, 2, writer_called),
	CASE("writer called away, one reads", 3, 2, writer_called_from_readers),
	CASE("reader called away, one writes", 3, 2, reader_called),
	CASE("one of two readers called away", 3, 2, one_of_two_readers_called),
};

const struct explored_cases called_away_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};

/* As in exclusive.c. */
static const struct explore_case longer[] = {
	CASE("writer called away", 2, 6, writer_called),
	CASE("reader called away", 2, 6, reader_called),
	CASE("reader called away, one writes", 3, 3, reader_called),
};

const struct explored_cases longer_called_away_cases = {
	.cases = longer,
	.n = sizeof(longer) / sizeof(*longer),
};
