/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * handoff: two threads take the lock in turn, and the same one never twice in a
 * row.
 *
 * Neither thread goes to the door before the other has passed.  The holder
 * waits until the other is at the door, and then does the critical work: the
 * other has time to fail its compare-and-swap.  So all acquisitions but the
 * slice's first enter the hard path.  The engine lets the second thread pass
 * last before the slice, so that the first begins.
 *
 * What the time does not mean: the critical work is part of it.
 */
#ifndef BENCH_ARM_CASES_HANDOFF_H
#define BENCH_ARM_CASES_HANDOFF_H

#include "bench/arm/cases/passes.h"

static LOOP void
run_handoff(void *lock, struct thread *td, uint64_t n)
{
	struct arm_site *site = lock;
	struct thread *volatile *last = &site->last;
	struct thread *volatile *door = &site->door;

	do {
		uint64_t before;

		while (*last == td)
			spin_wait();
		*door = td;
		arm_lock(lock, td);
		before = pass_begin(site, td);
		while (*door == td)
			spin_wait();
		work(site->crit_steps);
		lock = plant(lock);
		pass_end(site, before);
		arm_unlock(lock, td);
		pass_barrier();
	} while (--n > 0);
	/* The other's last stay ends too. */
	*door = td;
}

static const struct arm_case case_handoff = {
	.name = "handoff",
	.slow_path = ARM_SLOW_EVERY,
	.run = run_handoff,
};

#endif /* BENCH_ARM_CASES_HANDOFF_H */
