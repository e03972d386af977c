/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * trylock-busy: a try that fails, since a thread that never runs owns the lock.
 *
 * A try has no hard path; its test stands at its entry in either place.
 */
#ifndef BENCH_ARM_CASES_TRYLOCK_BUSY_H
#define BENCH_ARM_CASES_TRYLOCK_BUSY_H

#include "bench/arm/cases/passes.h"

static void
begin_trylock_busy(void *lock, struct thread *td, struct thread *other)
{
	(void)td;
	arm_lock(lock, other);
}

static void
end_trylock_busy(void *lock, struct thread *td, struct thread *other)
{
	(void)td;
	arm_unlock(lock, other);
}

static LOOP void
run_trylock_busy(void *lock, struct thread *td, uint64_t n)
{
	do {
		bool got = arm_trylock(lock, td);

		__asm__ volatile("" : : "r"(got));
		pass_barrier();
	} while (--n > 0);
}

static LOOP void
planted_trylock_busy(void *lock, struct thread *td, uint64_t n)
{
	plant_between(run_trylock_busy, lock, td, n);
}

static const struct arm_case case_trylock_busy = {
	.name = "trylock-busy",
	.slow_path = ARM_SLOW_NONE,
	.begin = begin_trylock_busy,
	.end = end_trylock_busy,
	.run = PLANTED ? planted_trylock_busy : run_trylock_busy,
};

#endif /* BENCH_ARM_CASES_TRYLOCK_BUSY_H */
