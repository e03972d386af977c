/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The template of our arms: one lock, in the cases that its description names.
 * Compiled and linked once for each lock, check, place and role.
 *
 *   ARM_DESCRIPTION  describes the lock, such as "bench/arm/template/ours.h"
 *   ARM_LOCK         the lock's name, as text
 *   ARM_CHECK, ARM_PLACE, ARM_ROLE  the other names, as text
 *   STOP_CHECK, STOP_PLACE          check and place for locks/stop.h
 *   COUNT_HARD, PLANTED             1 in a counting and in a planted arm
 *
 * A description has ARM_LOCK_STRUCT, arm_lock_init, arm_lock, arm_unlock, and
 * ARM_CASES: it includes what it names there of cases/.  What a case needs
 * besides, it says.  ARM_WHAT, ARM_MEANS, ARM_BESIDE and ARM_OPS are struct
 * arm's fields of these names, for those who have something to say.
 */
#include "bench/arm/cases/passes.h"
#include "bench/arm/flags.h"
#include ARM_DESCRIPTION

/* The compiler speaks for itself: a build can be wrong about it. */
#if defined(__clang__)
#define COMPILER         "clang"
#define COMPILER_VERSION __clang_version__
#else
#define COMPILER         "gcc"
#define COMPILER_VERSION __VERSION__
#endif

/* Ours differ in what they ask; a reference says what it is. */
#if !defined(ARM_WHAT) && defined(STOP_CHECK)
#define ARM_WHAT "asks " STOP_TEXT
#elif !defined(ARM_WHAT)
#define ARM_WHAT "a lock of one's own"
#endif

/* A reference says whose. */
#ifndef ARM_BESIDE
#define ARM_BESIDE NULL
#endif

/* Few locks have a choice. */
#ifndef ARM_MEANS
#define ARM_MEANS NULL
#endif

/* A reference is not counted. */
#ifndef ARM_OPS
#define ARM_OPS NULL
#endif

_Static_assert(sizeof(ARM_LOCK_STRUCT) <= ARM_LOCK_BYTES, "lock too large");
_Static_assert(
    sizeof(struct arm_thread) <= ARM_THREAD_BYTES, "thread too large");
_Static_assert(offsetof(struct arm_thread, td) == 0, "the thread is its td");
_Static_assert(offsetof(struct arm_site, lock) == 0, "a site is its lock");

/* References are compiled without a check, not even none. */
#ifdef STOP_CHECK
static void
enter(const struct thread *td)
{
	stop_enter(td);
}
#else
static void
enter(const struct thread *td)
{
	(void)td;
}
#endif

static void
init_lock(void *lock)
{
	arm_lock_init(lock);
}

static void
init_thread(struct thread *td)
{
	thread_init(td);
	pass_thread(td)->reads = 0;
	/* Another for each thread, the same for each arm. */
	pass_thread(td)->dice = (uintptr_t)td;
	enter(td);
}

static uint64_t
hard_entries(const struct thread *td)
{
	return td->hard_entries;
}

static uint64_t
reads(const struct thread *td)
{
	return ((const struct arm_thread *)td)->reads;
}

static const struct arm_case *const cases[] = { ARM_CASES };

extern const struct arm arm;
__attribute__((visibility("default"))) const struct arm arm = {
	.abi = ARM_ABI,
	.n_cases = sizeof(cases) / sizeof(cases[0]),
	.lock = ARM_LOCK,
	.check = ARM_CHECK,
	.place = ARM_PLACE,
	.role = ARM_ROLE,
	.what = ARM_WHAT,
	.lock_bytes = sizeof(ARM_LOCK_STRUCT),
	.thread_bytes = sizeof(struct arm_thread),
	.lock_init = init_lock,
	.thread_init = init_thread,
	.means = ARM_MEANS,
	.reads = reads,
	.beside = ARM_BESIDE,
	.hard_entries = COUNT_HARD ? hard_entries : NULL,
	.work = work,
	.cases = cases,
	.ops = ARM_OPS,
	.compiler = COMPILER,
	.compiler_version = COMPILER_VERSION,
	.flags = ARM_FLAGS,
};
