/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * read: any number of threads read under the lock, and nobody writes.
 *
 * What the time does not mean: with a reader count in the word, it is the price
 * of moving the word's line to and fro, of which a check is a small part; a
 * lock whose readers write nothing shared shows its own cost.  Whether one that
 * lost the word to another reader enters the hard path is the lock's affair.
 */
#ifndef BENCH_ARM_CASES_READ_H
#define BENCH_ARM_CASES_READ_H

#include "bench/arm/cases/passes.h"

static LOOP void
run_read(void *lock, struct thread *td, uint64_t n)
{
	do {
		struct arm_site *site = lock;

		arm_rlock(lock, td);
		pass_read(site, td);
		lock = plant(lock);
		pass_barrier();
		arm_runlock(lock, td);
		work(site->par_steps);
		pass_barrier();
	} while (--n > 0);
}

static const struct arm_case case_read = {
	.name = "read",
	.slow_path = ARM_SLOW_ANY,
	.run = run_read,
};

#endif /* BENCH_ARM_CASES_READ_H */
