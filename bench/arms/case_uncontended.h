/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * uncontended: lock and unlock, and nobody else wants it.
 *
 * What the time does not mean: two atomic operations on a line that never leaves
 * the core; a lock that other cores touch costs many times that.
 */
#ifndef BENCH_ARMS_CASE_UNCONTENDED_H
#define BENCH_ARMS_CASE_UNCONTENDED_H

#include "bench/arms/passes.h"

static LOOP void
run_uncontended(void *lock, struct thread *td, uint64_t n)
{
	do {
		arm_lock(lock, td);
		pass_barrier();
		arm_unlock(lock, td);
		lock = plant(lock, n);
		pass_barrier();
	} while (--n > 0);
}

static const struct arm_case case_uncontended = {
	.name = "uncontended",
	.slow_path = ARM_SLOW_NONE,
	.run = run_uncontended,
};

#endif /* BENCH_ARMS_CASE_UNCONTENDED_H */
