/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that nobody goes on from a barrier before all are there, members that
 * share a processor included, and that who waits for long sleeps.
 */
#include "bench/unit/workers.h"

#include "here.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "tests/lib/test.h"

#define N_MEMBERS 3
#define N_MEETS   200

/*
 * Of the member that comes late, and of which a spinning one would use all.
 * Long beside what comes before the sleep, where a processor is emulated too.
 */
#define LATE_NS 1000000000

struct shared {
	struct workers *workers;
	uint64_t counts[N_MEMBERS];
	atomic_uint n_astray;
	uint64_t cpu_ns[N_MEMBERS];
};

static struct placement_machine *machine;

static int
open_machine(void **state)
{
	struct reason why;

	(void)state;
	return placement_open(NULL, &machine, &why);
}

static int
close_machine(void **state)
{
	(void)state;
	placement_close(machine);
	return 0;
}

TEST_GROUP(open_machine, close_machine);

static void
run(struct shared *shared, workers_job *job)
{
	unsigned cpus[N_MEMBERS];
	struct reason why;

	/* All on one. */
	assert_true(here_cpus(1, cpus));
	for (unsigned i = 1; i < N_MEMBERS; i++)
		cpus[i] = cpus[0];
	if (workers_create(machine, cpus, N_MEMBERS, &shared->workers, &why) <
	    0)
		fail_msg("%s", why.text);
	workers_run(shared->workers, job, shared);
	workers_destroy(shared->workers);
}

static void
meet_often(unsigned member, void *arg)
{
	struct shared *shared = arg;

	for (unsigned i = 0; i < N_MEETS; i++) {
		shared->counts[member]++;
		workers_meet(shared->workers);
		for (unsigned other = 0; other < N_MEMBERS; other++)
			if (shared->counts[other] != i + 1)
				atomic_fetch_add(&shared->n_astray, 1);
		workers_meet(shared->workers);
	}
}

TEST(test_nobody_goes_on_alone)
{
	struct shared shared = { 0 };

	run(&shared, meet_often);
	assert_int_equal(shared.n_astray, 0);
	for (unsigned i = 0; i < N_MEMBERS; i++)
		assert_int_equal(shared.counts[i], N_MEETS);
}

static uint64_t
thread_cpu_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void
wait_for_the_last(unsigned member, void *arg)
{
	static const struct timespec late = { .tv_sec = LATE_NS / 1000000000 };
	struct shared *shared = arg;
	const uint64_t from_ns = thread_cpu_ns();

	if (member == N_MEMBERS - 1)
		nanosleep(&late, NULL);
	workers_meet(shared->workers);
	shared->cpu_ns[member] = thread_cpu_ns() - from_ns;
}

TEST(test_who_waits_for_long_sleeps)
{
	struct shared shared = { 0 };

	run(&shared, wait_for_the_last);
	for (unsigned i = 0; i < N_MEMBERS; i++)
		assert_in_range(shared.cpu_ns[i], 0, LATE_NS / 4);
}
