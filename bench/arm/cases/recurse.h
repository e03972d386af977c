/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * recurse: the owner locks again and unlocks: the hard path on every pass, on
 * one thread, without waiting and without luck.  The loop is that of
 * uncontended; what differs is the owner of the lock before.
 *
 * What the time does not mean: nothing is ever handed over.
 */
#ifndef BENCH_ARM_CASES_RECURSE_H
#define BENCH_ARM_CASES_RECURSE_H

#include "bench/arm/cases/uncontended.h"

static void
begin_recurse(void *lock, struct thread *td, struct thread *other)
{
	(void)other;
	arm_lock(lock, td);
}

static void
end_recurse(void *lock, struct thread *td, struct thread *other)
{
	(void)other;
	arm_unlock(lock, td);
}

static const struct arm_case case_recurse = {
	.name = "recurse",
	.slow_path = ARM_RECURSE_SLOW_PATH,
	.begin = begin_recurse,
	.end = end_recurse,
	.run = PLANTED ? planted_uncontended : run_uncontended,
};

#endif /* BENCH_ARM_CASES_RECURSE_H */
