/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stopped: the world has stopped, another owns the lock, and both lock and
 * unlock are faked.  The loop is that of uncontended.
 *
 * The baseline has no check and would wait for ever: its lock is free and its
 * passes are real.  So the ratio says how a faked pass compares with a real one
 * that nobody disturbs, and nothing of what the check costs before a panic.
 */
#ifndef BENCH_ARM_CASES_STOPPED_H
#define BENCH_ARM_CASES_STOPPED_H

#include "bench/arm/cases/uncontended.h"

static void
begin_stopped(void *lock, struct thread *td, struct thread *other)
{
	if (stop_check_is(STOP_CHECK_none))
		return;
	arm_lock(lock, other);
	stop_set(td, true);
}

static void
end_stopped(void *lock, struct thread *td, struct thread *other)
{
	if (stop_check_is(STOP_CHECK_none))
		return;
	stop_set(td, false);
	arm_unlock(lock, other);
}

static const struct arm_case case_stopped = {
	.name = "stopped",
	.slow_path = ARM_SLOW_NONE,
	.begin = begin_stopped,
	.end = end_stopped,
	.run = PLANTED ? planted_uncontended : run_uncontended,
};

#endif /* BENCH_ARM_CASES_STOPPED_H */
