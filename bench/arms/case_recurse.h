/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * recurse: the owner locks again and unlocks: the hard path on every pass, on
 * one thread, without waiting and without luck.
 *
 * What the time does not mean: nothing is ever handed over.
 */
#ifndef BENCH_ARMS_CASE_RECURSE_H
#define BENCH_ARMS_CASE_RECURSE_H

#include "bench/arms/passes.h"

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

static LOOP void
run_recurse(void *lock, struct thread *td, uint64_t n)
{
	do {
		arm_lock(lock, td);
		pass_barrier();
		arm_unlock(lock, td);
		pass_barrier();
	} while (--n > 0);
}

static LOOP void
planted_recurse(void *lock, struct thread *td, uint64_t n)
{
	plant_between(run_recurse, lock, td, n);
}

static const struct arm_case case_recurse = {
	.name = "recurse",
	.slow_path = ARM_RECURSE_SLOW_PATH,
	.begin = begin_recurse,
	.end = end_recurse,
	.run = PLANTED ? planted_recurse : run_recurse,
};

#endif /* BENCH_ARMS_CASE_RECURSE_H */
