/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An arm by hand as it was made for ABI 3, whose struct arm this repeats;
 * OLDER_ABI is the number that it gives.
 */
#include "bench/arm/arm.h"

struct arm_of_abi_3 {
	uint32_t abi;
	uint32_t n_cases;
	const char *lock;
	const char *check;
	const char *place;
	const char *role;
	const char *what;
	uint32_t lock_bytes;
	uint32_t thread_bytes;
	void (*lock_init)(void *lock);
	void (*thread_init)(struct thread *td);
	const char *(*means)(void);
	uint64_t (*hard_entries)(const struct thread *td);
	uint64_t (*reads)(const struct thread *td);
	const char *beside;
	void (*work)(uint64_t steps);
	const struct arm_case *const *cases;
	const struct arm_ops *ops;
};

static void
init_lock(void *lock)
{
	*(uint64_t *)lock = 0;
}

static void
init_thread(struct thread *td)
{
	(void)td;
}

/* Leaves a trace in the lock, so that a test sees that it ran. */
static void
run(void *lock, struct thread *td, uint64_t n)
{
	(void)td;
	*(uint64_t *)lock += n;
}

static const struct arm_case counts = {
	.name = "uncontended",
	.slow_path = ARM_SLOW_ANY,
	.run = run,
};

static const struct arm_case *const cases[] = { &counts };

extern const struct arm_of_abi_3 arm;
__attribute__((visibility("default"))) const struct arm_of_abi_3 arm = {
	.abi = OLDER_ABI,
	.n_cases = 1,
	.lock = "older",
	.check = "none",
	.place = "",
	.role = "base",
	.what = "",
	.lock_bytes = sizeof(uint64_t),
	.thread_bytes = ARM_THREAD_BYTES,
	.lock_init = init_lock,
	.thread_init = init_thread,
	.cases = cases,
};
