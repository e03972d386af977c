/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every operation of a lock by itself, its fast path inlined as into any
 * caller, for who counts instructions (bench/audit/).  Neither in the file nor
 * in the section of what is measured: nothing there moves for it.
 *
 * The build says which lock, as locks/verbs.h has it, and what it can do.
 */
#include "bench/arm/cases/passes.h"
#include "locks/verbs.h"

#include "bench/arm/template/ops.h"

#define OP static __attribute__((noinline, section(".text.ops"))) void

/* The barrier keeps the hard path a call, which it is where more follows. */
OP
op_lock(void *lock, struct thread *td)
{
	LOCK_VERB(lock)(lock, td);
	pass_barrier();
}

OP
op_unlock(void *lock, struct thread *td)
{
	LOCK_VERB(unlock)(lock, td);
	pass_barrier();
}

#if HAS_TRYLOCK
OP
op_trylock(void *lock, struct thread *td)
{
	const bool got = LOCK_VERB(trylock)(lock, td);

	__asm__ volatile("" : : "r"(got) : "memory");
}
#endif

#if HAS_READERS
OP
op_rlock(void *lock, struct thread *td)
{
	LOCK_VERB(rlock)(lock, td);
	pass_barrier();
}

OP
op_runlock(void *lock, struct thread *td)
{
	LOCK_VERB(runlock)(lock, td);
	pass_barrier();
}

OP
op_tryrlock(void *lock, struct thread *td)
{
	const bool got = LOCK_VERB(tryrlock)(lock, td);

	__asm__ volatile("" : : "r"(got) : "memory");
}
#endif

#if HAS_UPGRADE
OP
op_tryupgrade(void *lock, struct thread *td)
{
	const bool got = LOCK_VERB(tryupgrade)(lock, td);

	__asm__ volatile("" : : "r"(got) : "memory");
}

OP
op_downgrade(void *lock, struct thread *td)
{
	LOCK_VERB(downgrade)(lock, td);
	pass_barrier();
}
#endif

static const struct arm_op list[] = {
	{ "lock", op_lock },
	{ "unlock", op_unlock },
#if HAS_TRYLOCK
	{ "trylock", op_trylock },
#endif
#if HAS_READERS
	{ "rlock", op_rlock },
	{ "runlock", op_runlock },
	{ "tryrlock", op_tryrlock },
#endif
#if HAS_UPGRADE
	{ "tryupgrade", op_tryupgrade },
	{ "downgrade", op_downgrade },
#endif
};

/* A build without a check has nothing that could stop. */
const struct arm_ops arm_ops = {
	.list = list,
	.n = sizeof(list) / sizeof(list[0]),
	.stop = STOP_NAME(STOP_CHECK_, STOP_CHECK) == STOP_CHECK_none
	    ? NULL
	    : stop_set,
	.recurses = HAS_RECURSION,
	.sleeps = HAS_SLEEP,
};
