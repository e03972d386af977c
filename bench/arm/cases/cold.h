/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cold: the owner locks again and unlocks, as in recurse, but the line of the
 * check's flag has been flushed before the lock: a hard path whose check
 * misses, which is how a hard path finds a flag that is seldom asked for.
 *
 * Every arm flushes a line that it has prefetched during the work outside.  To
 * flush a line that is not cached is cheaper, so that an arm that does not read
 * its line would look faster.  So a difference to the base is the check's miss.
 *
 * What the time does not mean: flush, fence and work are most of it, so the
 * ratio says little; the difference in ns does.  Only the lock's check misses,
 * the unlock's finds the line again.
 */
#ifndef BENCH_ARM_CASES_COLD_H
#define BENCH_ARM_CASES_COLD_H

#include "bench/arm/cases/recurse.h"

static LOOP void
run_cold(void *lock, struct thread *td, uint64_t n)
{
	const struct arm_site *site = lock;
	const void *line = stop_line(td);

	do {
		line_flush(line);
		arm_lock(lock, td);
		pass_barrier();
		arm_unlock(lock, td);
		pass_barrier();
		line_prefetch(line);
		work(site->par_steps);
		pass_barrier();
	} while (--n > 0);
}

static LOOP void
planted_cold(void *lock, struct thread *td, uint64_t n)
{
	plant_between(run_cold, lock, td, n);
}

static const struct arm_case case_cold = {
	.name = "cold",
	.slow_path = ARM_RECURSE_SLOW_PATH,
	.begin = begin_recurse,
	.end = end_recurse,
	.run = PLANTED ? planted_cold : run_cold,
};

#endif /* BENCH_ARM_CASES_COLD_H */
