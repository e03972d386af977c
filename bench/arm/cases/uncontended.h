/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * uncontended: lock and unlock, and nobody else wants it.
 *
 * What the time does not mean: two atomic operations on a line that never
 * leaves the core; a lock that other cores touch costs many times that.
 */
#ifndef BENCH_ARM_CASES_UNCONTENDED_H
#define BENCH_ARM_CASES_UNCONTENDED_H

#include "bench/arm/cases/passes.h"

static LOOP void
run_uncontended(void *lock, struct thread *td, uint64_t n)
{
	do {
		arm_lock(lock, td);
		pass_barrier();
		arm_unlock(lock, td);
		pass_barrier();
	} while (--n > 0);
}

static LOOP void
planted_uncontended(void *lock, struct thread *td, uint64_t n)
{
	plant_between(run_uncontended, lock, td, n);
}

static const struct arm_case case_uncontended = {
	.name = "uncontended",
	.slow_path = ARM_SLOW_NONE,
	.run = PLANTED ? planted_uncontended : run_uncontended,
};

#endif /* BENCH_ARM_CASES_UNCONTENDED_H */
