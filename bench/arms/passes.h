/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a pass of a measured loop is made of besides the lock.  Included by arms
 * alone.
 */
#ifndef BENCH_ARMS_PASSES_H
#define BENCH_ARMS_PASSES_H

#include "bench/arm.h"
#include "locks/atomic.h"

/* Measured loops, kept together so that the link can place them: arm.ld. */
#define LOOP __attribute__((noinline, section(".text.loops")))

/*
 * At the end of a pass, and wherever a caller would have code of its own: the
 * compiler may carry nothing across.  Without it, checks of a lock and of its
 * unlock melt into one, and a flag is read long before it is wanted.
 */
static ALWAYS_INLINE void
pass_barrier(void)
{
	__asm__ volatile("" : : : "memory");
}

/* Takes steps steps that cannot overlap with each other. */
static LOOP void
work(uint64_t steps)
{
	for (; steps > 0; steps--)
		__asm__ volatile("" : "+r"(steps));
}

/*
 * Delays whatever uses the returned address by steps dependent steps after the
 * word at *lock is known: the chain starts at the word, with which a lock begins,
 * and ends in the address, so that no atomic operation overlaps with it.
 * Returns lock.
 */
static ALWAYS_INLINE void *
plant_delay(void *lock, uint64_t steps)
{
	uintptr_t zero = *(volatile uintptr_t *)lock;

#if defined(__x86_64__)
	__asm__ volatile("and $0, %0" : "+r"(zero));
#else
	__asm__ volatile("and %0, %0, xzr" : "+r"(zero));
#endif
	for (steps += zero; steps > 0; steps--)
		__asm__ volatile("" : "+r"(steps));
	return (unsigned char *)lock + steps;
}

/* Whether this arm is the row's known slowdown. */
#ifndef PLANTED
#define PLANTED 0
#endif

/* The pass's part of the planted delay, with n passes left. */
static ALWAYS_INLINE void *
plant(void *lock, uint64_t n)
{
	const struct arm_site *site = lock;

	if (PLANTED && unlikely((n & site->plant_mask) == 0))
		return plant_delay(lock, site->plant_steps);
	return lock;
}

/*
 * The critical section: counts itself in plain memory, so that two holders at
 * once lose a count, and notes whether the lock changed hands.
 */
static ALWAYS_INLINE void
pass_critical(struct arm_site *site, struct thread *td)
{
	site->count++;
	if (site->last != td) {
		site->last = td;
		site->handoffs++;
	}
	pass_barrier();
}

#endif /* BENCH_ARMS_PASSES_H */
