/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cases of tdlock: the lock in force changes while others come, wait, and try.
 * What it guards is guarded by now one lock, now the other.
 */
#include "locks/tdlock.h"
#include "tests/explore/cases.h"
#include "tests/explore/cases/world.h"
#include "tests/locks/inner.h"

/* The spin lock that a lock begins with: the two places where lock 0 may be. */
static struct spin *
spin_of(unsigned lock)
{
	struct tdlock *tl = world_at(lock);

	return &tl->own;
}

static void
stay(void)
{
	world_enter(0);
	world_work(0);
	world_leave(0);
}

static void
pass(unsigned thread)
{
	world_lock(0, thread);
	stay();
	world_unlock(0, thread);
}

/* Moves lock 0, which thread owns, to the other place. */
static void
move(unsigned thread)
{
	struct tdlock *tl = world_at(0);
	struct spin *to = spin_of(tdlock_in_force(tl) == spin_of(0));

	inner_lock(to, &world.td[thread]);
	tdlock_set(tl, to, &world.td[thread]);
}

static void
pass_moving(unsigned thread)
{
	world_lock(0, thread);
	world_enter(0);
	world_work(0);
	move(thread);
	world_work(0);
	world_leave(0);
	world_unlock(0, thread);
}

static void
one_moves(unsigned thread)
{
	if (thread == 0)
		pass_moving(thread);
	else
		pass(thread);
}

static void
one_moves_twice(unsigned thread)
{
	one_moves(thread);
	one_moves(thread);
}

/*
 * The old place stays owned until the other has passed, in the new one or
 * before; which it tells by the word of a third, who is not there.
 */
static void
one_moves_and_keeps(unsigned thread)
{
	if (thread != 0) {
		pass(thread);
		world_run(2, false);
		return;
	}
	inner_lock(spin_of(0), &world.td[thread]);
	pass_moving(thread);
	while (thread_is_running(&world.td[2]))
		spin_wait();
	world_run(2, true);
	inner_unlock(spin_of(0), &world.td[thread]);
}

static void
one_moves_others_try(unsigned thread)
{
	if (thread == 0) {
		pass_moving(thread);
	} else if (world_trylock(0, thread)) {
		stay();
		world_unlock(0, thread);
	}
}

#define CASE(phrase, n, preemptions, function)                        \
	{                                                             \
		.name = phrase, .n_threads = n, .bound = preemptions, \
		.set_up = world_set_up, .run = function,              \
		.at_end = world_at_end                                \
	}

static const struct explore_case cases[] = {
	CASE("it moves", 2, 8, one_moves),
	CASE("it moves twice", 2, 3, one_moves_twice),
	CASE("it moves, three", 3, 3, one_moves),
	CASE("two move it", 2, 6, pass_moving),
	CASE("three move it", 3, 2, pass_moving),
	CASE("it moves and the old is kept", 2, 4, one_moves_and_keeps),
	CASE("it moves, two try", 3, 3, one_moves_others_try),
};

const struct explored_cases moving_cases = {
	.cases = cases,
	.n = sizeof(cases) / sizeof(*cases),
};
