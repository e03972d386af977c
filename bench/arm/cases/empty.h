/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * empty: the loop alone, which is what every other case costs without a lock.
 */
#ifndef BENCH_ARM_CASES_EMPTY_H
#define BENCH_ARM_CASES_EMPTY_H

#include "bench/arm/cases/passes.h"

static LOOP void
run_empty(void *lock, struct thread *td, uint64_t n)
{
	(void)lock;
	(void)td;
	do {
		pass_barrier();
	} while (--n > 0);
}

static LOOP void
planted_empty(void *lock, struct thread *td, uint64_t n)
{
	plant_between(run_empty, lock, td, n);
}

static const struct arm_case case_empty = {
	.name = "empty",
	.slow_path = ARM_SLOW_NONE,
	.run = PLANTED ? planted_empty : run_empty,
};

#endif /* BENCH_ARM_CASES_EMPTY_H */
