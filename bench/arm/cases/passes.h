/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a pass of a measured loop is made of besides the lock.  Included by arms
 * alone.
 */
#ifndef BENCH_ARM_CASES_PASSES_H
#define BENCH_ARM_CASES_PASSES_H

#include "bench/arm/arm.h"
#include "locks/thread.h"

/* Measured loops, kept together so that the link can place them: block.ld. */
#define LOOP __attribute__((noinline, section(".text.loops")))

/*
 * A barrier for the compiler, at the end of a pass and wherever a caller would
 * have code of its own.  Without it the checks of lock and unlock become one,
 * and the flag is read too early.
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
 * word at *lock is known: the chain starts at the word, with which a lock
 * begins, and ends in the address, so that no atomic operation overlaps with
 * it. Returns lock.
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

/* A planted delay within a pass, in cases of more than one thread. */
static ALWAYS_INLINE void *
plant(void *lock)
{
	const struct arm_site *site = lock;

	return PLANTED ? plant_delay(lock, site->plant_steps) : lock;
}

/*
 * Runs n passes on one thread, with a planted delay after every plant_mask + 1.
 * The loop itself is the baseline's: one more instruction would change its
 * layout, at an unknown cost.
 */
static ALWAYS_INLINE void
plant_between(void (*run)(void *, struct thread *, uint64_t), void *lock,
    struct thread *td, uint64_t n)
{
	const struct arm_site *site = lock;
	const uint64_t most = site->plant_mask + 1;

	while (n > 0) {
		const uint64_t passes = n < most ? n : most;

		run(lock, td, passes);
		lock = plant_delay(lock, site->plant_steps);
		n -= passes;
	}
}

/*
 * Begins a critical section: notes whether the lock changed hands.  Returns
 * what pass_end() wants.
 */
static ALWAYS_INLINE uint64_t
pass_begin(struct arm_site *site, struct thread *td)
{
	const uint64_t before = site->count;

	if (site->last != td) {
		site->last = td;
		site->handoffs++;
	}
	pass_barrier();
	return before;
}

/*
 * Ends a critical section: counts it in plain memory, from the count at its
 * begin, so that two sections that overlap anywhere lose one.
 */
static ALWAYS_INLINE void
pass_end(struct arm_site *site, uint64_t before)
{
	pass_barrier();
	site->count = before + 1;
	pass_barrier();
}

/* A thread with what cases keep of it: the memory is the engine's. */
struct arm_thread {
	struct thread td;
	_Alignas(LINE_BYTES) uint64_t reads; /* struct arm's */
	uint64_t dice;
};

static ALWAYS_INLINE struct arm_thread *
pass_thread(struct thread *td)
{
	return (struct arm_thread *)td;
}

/*
 * A read section of a pass: does the critical work, and is counted only if
 * nobody wrote meanwhile, so that a writer beside a reader leaves a pass
 * uncounted.
 */
static ALWAYS_INLINE void
pass_read(const struct arm_site *site, struct thread *td)
{
	const volatile uint64_t *count = &site->count;
	const uint64_t before = *count;

	work(site->crit_steps);
	pass_thread(td)->reads += *count == before;
	pass_barrier();
}

/*
 * Throws a die of 100 sides for *td alone: true on percent of them.  Every arm
 * throws the same, since thread_init() puts the die back (Knuth's MMIX
 * generator; its high half).
 */
static ALWAYS_INLINE bool
pass_throw(struct thread *td, unsigned percent)
{
	uint64_t *dice = &pass_thread(td)->dice;

	*dice = *dice * 6364136223846793005u + 1442695040888963407u;
	return ((*dice >> 32) * 100 >> 32) < percent;
}

#endif /* BENCH_ARM_CASES_PASSES_H */
