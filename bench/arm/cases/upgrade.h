/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * upgrade: one thread locks for reading, turns that into writing and back, and
 * unlocks.  It is alone, so the upgrade is always given.
 *
 * All but the first and the last are tried at their entry in either place
 * (freebsd.md 1.1), so a check at place hard costs something here.
 */
#ifndef BENCH_ARM_CASES_UPGRADE_H
#define BENCH_ARM_CASES_UPGRADE_H

#include "bench/arm/cases/passes.h"

static LOOP void
run_upgrade(void *lock, struct thread *td, uint64_t n)
{
	do {
		arm_rlock(lock, td);
		pass_barrier();
		if (likely(arm_tryupgrade(lock, td))) {
			pass_barrier();
			arm_downgrade(lock, td);
		}
		pass_barrier();
		arm_runlock(lock, td);
		pass_barrier();
	} while (--n > 0);
}

static LOOP void
planted_upgrade(void *lock, struct thread *td, uint64_t n)
{
	plant_between(run_upgrade, lock, td, n);
}

static const struct arm_case case_upgrade = {
	.name = "upgrade",
	.slow_path = ARM_SLOW_NONE,
	.run = PLANTED ? planted_upgrade : run_upgrade,
};

#endif /* BENCH_ARM_CASES_UPGRADE_H */
