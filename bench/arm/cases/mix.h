/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mix-99, mix-90, mix-50: any number of threads, each of which reads in so many
 * of a hundred passes and writes in the others, at random and without asking
 * the others.  Every arm is given the same throws.
 *
 * What the time does not mean: a pass that reads and one that writes have one
 * average; a lock that lets readers starve writers looks fast, which the
 * smallest and the largest share of a thread show.
 */
#ifndef BENCH_ARM_CASES_MIX_H
#define BENCH_ARM_CASES_MIX_H

#include "bench/arm/cases/passes.h"

/*
 * Reading and writing both may begin with a check: barriers keep it two, and
 * two kinds of barriers, since clang 14 makes one of two that are alike.
 */
static ALWAYS_INLINE void
mix_read(void *lock, struct thread *td)
{
	pass_barrier();
	arm_rlock(lock, td);
	pass_read(lock, td);
	lock = plant(lock);
	pass_barrier();
	arm_runlock(lock, td);
}

static ALWAYS_INLINE void
mix_write(void *lock, struct thread *td)
{
	struct arm_site *site = lock;
	uint64_t before;

	__asm__ volatile("" : : "r"(td) : "memory");
	arm_lock(lock, td);
	before = pass_begin(site, td);
	work(site->crit_steps);
	lock = plant(lock);
	pass_end(site, before);
	arm_unlock(lock, td);
}

static ALWAYS_INLINE void
run_mix(void *lock, struct thread *td, uint64_t n, unsigned percent)
{
	const struct arm_site *site = lock;

	do {
		/* A hint on layout: gcc 12 would begin the loop with writes. */
		if (likely(pass_throw(td, percent)))
			mix_read(lock, td);
		else
			mix_write(lock, td);
		work(site->par_steps);
		pass_barrier();
	} while (--n > 0);
}

static LOOP void
run_mix_99(void *lock, struct thread *td, uint64_t n)
{
	run_mix(lock, td, n, 99);
}

static LOOP void
run_mix_90(void *lock, struct thread *td, uint64_t n)
{
	run_mix(lock, td, n, 90);
}

static LOOP void
run_mix_50(void *lock, struct thread *td, uint64_t n)
{
	run_mix(lock, td, n, 50);
}

static const struct arm_case case_mix_99 = {
	.name = "mix-99",
	.slow_path = ARM_SLOW_SOME,
	.run = run_mix_99,
};

static const struct arm_case case_mix_90 = {
	.name = "mix-90",
	.slow_path = ARM_SLOW_SOME,
	.run = run_mix_90,
};

static const struct arm_case case_mix_50 = {
	.name = "mix-50",
	.slow_path = ARM_SLOW_SOME,
	.run = run_mix_50,
};

#endif /* BENCH_ARM_CASES_MIX_H */
