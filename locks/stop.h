/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The stopped state and the ways to test it, side by side.  A build picks one
 * check with -DSTOP_CHECK=<name> and where it stands with -DSTOP_PLACE=<name>;
 * no name, or one that is not below, does not compile.
 *
 *   check    reads                                   from
 *   none     nothing: the baseline                   before December 2011
 *   global   one global, unlikely hint               the patch, r228424
 *   td       a field of the thread in a register     12.x, SCHEDULER_STOPPED_TD
 *
 *   place    tested
 *   hard     first in the out-of-line slow path: before recursion, before
 *            adaptive spinning (a stopped owner still looks as if it ran)
 *   entry    before the compare-and-swap: the wrappers of 2011
 *
 * Try-operations are tested at their entry in either place, as FreeBSD did and
 * does (freebsd.md 1.1).
 */
#ifndef LOCKS_STOP_H
#define LOCKS_STOP_H

#include "locks/thread.h"

#ifndef STOP_CHECK
#error "no check chosen: compile with -DSTOP_CHECK=none, global or td"
#endif
#ifndef STOP_PLACE
#error "no place chosen: compile with -DSTOP_PLACE=hard or entry"
#endif

/*
 * Set once the other processors stand still.  A byte, so that gcc tests it by
 * one compare with memory (an int it loads first); not a bool, which gcc would
 * return as the result of a faked try, and for that load as well.
 */
extern unsigned char stop_scheduler HIDDEN;

static ALWAYS_INLINE bool
stop_check_none(const struct thread *td)
{
	(void)td;
	return false;
}

static ALWAYS_INLINE bool
stop_check_global(const struct thread *td)
{
	(void)td;
	return unlikely(FLAG_READ(&stop_scheduler) != 0);
}

static ALWAYS_INLINE bool
stop_check_td(const struct thread *td)
{
	return unlikely(FLAG_READ(&td->stopped) != 0);
}

enum stop_place {
	STOP_PLACE_hard,
	STOP_PLACE_entry
};

#define STOP_PASTE(a, b) a##b
#define STOP_NAME(a, b)  STOP_PASTE(a, b)

/* True when the operation of *td is to be faked, asked from a try-operation. */
static ALWAYS_INLINE bool
stopped(const struct thread *td)
{
	return STOP_NAME(stop_check_, STOP_CHECK)(td);
}

/* The same, asked from a place where only some builds test. */
static ALWAYS_INLINE bool
stopped_at(const struct thread *td, enum stop_place place)
{
	return STOP_NAME(STOP_PLACE_, STOP_PLACE) == place && stopped(td);
}

/*
 * Says that the world has stopped and *td alone goes on, or takes it back.  The
 * global is seen by every thread, the field by *td alone: a thread that failed
 * to stop starts to bypass locks in the first case and not in the second
 * (freebsd.md 2).
 */
void stop_set(struct thread *td, bool is_stopped);

#endif /* LOCKS_STOP_H */
