/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * read-uncontended: lock and unlock for reading, on one thread.
 *
 * What the time does not mean: see uncontended.
 */
#ifndef BENCH_ARM_CASES_READ_UNCONTENDED_H
#define BENCH_ARM_CASES_READ_UNCONTENDED_H

#include "bench/arm/cases/passes.h"

static LOOP void
run_read_uncontended(void *lock, struct thread *td, uint64_t n)
{
	do {
		arm_rlock(lock, td);
		pass_barrier();
		arm_runlock(lock, td);
		pass_barrier();
	} while (--n > 0);
}

static LOOP void
planted_read_uncontended(void *lock, struct thread *td, uint64_t n)
{
	plant_between(run_read_uncontended, lock, td, n);
}

static const struct arm_case case_read_uncontended = {
	.name = "read-uncontended",
	.slow_path = ARM_SLOW_NONE,
	.run = PLANTED ? planted_read_uncontended : run_read_uncontended,
};

#endif /* BENCH_ARM_CASES_READ_UNCONTENDED_H */
