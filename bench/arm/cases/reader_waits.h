/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reader-waits: a reader arrives at a lock for which a writer waits.
 *
 * The first thread holds the lock as a reader, in the name of a thread that
 * never runs, until the second is at the door as a writer.  It then does the
 * critical work: the writer has time to find the reader and to wait.  Then the
 * first thread arrives as another reader.  It tries only: a lock that lets its
 * writer go first would make it wait for what it holds itself.  It gives both
 * back, and its pass ends with the writer's.
 *
 * So no thread waits for what depends on the lock's choice, and the case ends
 * with any lock.  All but a few writers enter the hard path, and no reader.
 *
 * What the time does not mean: the critical work and the handing over to the
 * writer are most of it.  Whether the try was given is not told.
 */
#ifndef BENCH_ARM_CASES_READER_WAITS_H
#define BENCH_ARM_CASES_READER_WAITS_H

#include "bench/arm/cases/passes.h"

/* Returns when the writer stands at the door and has had time to knock. */
static ALWAYS_INLINE void
reader_waits_let_come(struct arm_site *site, struct thread *td)
{
	struct thread *volatile *door = &site->door;

	*door = td;
	while (*door == td)
		spin_wait();
	work(site->crit_steps);
}

static ALWAYS_INLINE void
reader_waits_read(void *lock, struct thread *td)
{
	struct arm_site *site = lock;
	const volatile uint64_t *count = &site->count;
	const uint64_t before = *count;

	arm_rlock(lock, site->other);
	reader_waits_let_come(site, td);
	if (arm_tryrlock(lock, td))
		arm_runlock(lock, td);
	pass_thread(td)->reads += *count == before;
	lock = plant(lock);
	pass_barrier();
	arm_runlock(lock, site->other);
	while (*count == before)
		spin_wait();
}

static ALWAYS_INLINE void
reader_waits_write(void *lock, struct thread *td)
{
	struct arm_site *site = lock;
	struct thread *volatile *door = &site->door;

	while (*door == NULL || *door == td)
		spin_wait();
	*door = td;
	arm_lock(lock, td);
	pass_end(site, pass_begin(site, td));
	arm_unlock(lock, td);
}

static LOOP void
run_reader_waits(void *lock, struct thread *td, uint64_t n)
{
	const struct arm_site *site = lock;
	/* The engine's choice; writers leave it as it is. */
	const bool is_writer = site->last == td;

	do {
		if (is_writer)
			reader_waits_write(lock, td);
		else
			reader_waits_read(lock, td);
		pass_barrier();
	} while (--n > 0);
}

static const struct arm_case case_reader_waits = {
	.name = "reader-waits",
	.slow_path = ARM_SLOW_SOME,
	.run = run_reader_waits,
};

#endif /* BENCH_ARM_CASES_READER_WAITS_H */
