/* SPDX-License-Identifier: BSD-2-Clause */
#include "fakes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct fakes_call fakes_runs[FAKES_CALLS_MAX];
atomic_uint fakes_n_runs;
struct fakes_call fakes_begins[FAKES_CALLS_MAX];
unsigned fakes_n_begins;
unsigned fakes_n_ends;
const struct thread *fakes_other;

void
fakes_forget(void)
{
	fakes_n_runs = 0;
	fakes_n_begins = 0;
	fakes_n_ends = 0;
}

static void
init_lock(void *lock)
{
	memset(lock, 0, ARM_LOCK_BYTES);
}

/* A thread is a count of its passes. */
static void
init_thread(struct thread *td)
{
	*(uint64_t *)td = 0;
}

static uint64_t
passes_of(const struct thread *td)
{
	return *(const uint64_t *)td;
}

static void
begin(void *lock, struct thread *td, struct thread *other)
{
	fakes_begins[fakes_n_begins++] =
	    (struct fakes_call){ lock, td, pthread_self() };
	fakes_other = other;
}

static void
end(void *lock, struct thread *td, struct thread *other)
{
	const struct fakes_call *begun = &fakes_begins[fakes_n_begins - 1];

	assert_ptr_equal(lock, begun->lock);
	assert_ptr_equal(td, begun->td);
	assert_ptr_equal(other, fakes_other);
	fakes_n_ends++;
}

static void
pass(void *lock, struct thread *td, uint64_t n)
{
	struct arm_site *site = lock;

	*(uint64_t *)td += n;
	for (; n > 0; n--)
		__atomic_fetch_add(&site->count, 1, __ATOMIC_RELAXED);
}

static void
run(void *lock, struct thread *td, uint64_t n)
{
	const unsigned i = atomic_fetch_add(&fakes_n_runs, 1);

	if (i < FAKES_CALLS_MAX)
		fakes_runs[i] = (struct fakes_call){ lock, td, pthread_self() };
	pass(lock, td, n);
}

static void
run_and_lose_one(void *lock, struct thread *td, uint64_t n)
{
	pass(lock, td, n - 1);
}

const struct arm fakes_plain = {
	.lock_init = init_lock,
	.thread_init = init_thread,
};

const struct arm fakes_counting = {
	.lock_init = init_lock,
	.thread_init = init_thread,
	.hard_entries = passes_of,
};

const struct arm_case fakes_logging = {
	.begin = begin,
	.end = end,
	.run = run,
};

const struct arm_case fakes_losing = { .run = run_and_lose_one };
