/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * contended: any number of threads take the lock, work under it, and work
 * outside.
 *
 * What the time does not mean: it is the lock's and the work's together, of all
 * threads at once; a fast thread makes up for a starved one, which the smallest
 * and the largest share of a thread show.
 */
#ifndef BENCH_ARM_CASES_CONTENDED_H
#define BENCH_ARM_CASES_CONTENDED_H

#include "bench/arm/cases/passes.h"

static LOOP void
run_contended(void *lock, struct thread *td, uint64_t n)
{
	do {
		struct arm_site *site = lock;
		uint64_t before;

		arm_lock(lock, td);
		before = pass_begin(site, td);
		work(site->crit_steps);
		lock = plant(lock);
		pass_end(site, before);
		arm_unlock(lock, td);
		work(site->par_steps);
		pass_barrier();
	} while (--n > 0);
}

static const struct arm_case case_contended = {
	.name = "contended",
	.slow_path = ARM_SLOW_SOME,
	.run = run_contended,
};

#endif /* BENCH_ARM_CASES_CONTENDED_H */
