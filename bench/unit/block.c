/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit/block.h"

#include "base/clock.h"

#include <stdatomic.h>
#include <stdlib.h>

/*
 * A window checks its end every so many passes.  So one indirect call is spread
 * over eight acquisitions, and threads end at most eight passes apart.
 */
#define WINDOW_PASSES 8

/* Of the timed passes: enough for the predictors and the lock's line. */
#define WARM_SHARE 32
#define WARM_MAX   64

/*
 * The slices of a block, in order.  It is large, so it is not cleared each
 * time.
 */
struct job {
	const struct block_setup *setup;
	const unsigned *order; /* the arm of each slice */
	unsigned n;
	struct slice *slices;

	/* The current slice. */
	const struct arm *arm;
	const struct arm_case *work;
	struct group *const *groups; /* NULL: a timing slice */
	struct group_reading *readings;
	struct slice_share shares[PLACEMENT_CPUS_MAX];
	_Alignas(128) atomic_bool is_over;
};

/* Makes the second thread the last that passed, so that the first may begin. */
static void
reset_site(const struct block_setup *setup)
{
	struct arm_site *site = setup->site;

	site->count = 0;
	site->handoffs = 0;
	site->last = setup->threads[1];
	site->door = NULL;
	site->other = setup->threads[setup->n_threads];
}

static uint64_t
hard_entries(const struct job *job, unsigned member)
{
	if (job->arm->hard_entries == NULL)
		return 0;
	return job->arm->hard_entries(job->setup->threads[member]);
}

static uint64_t
reads(const struct job *job, unsigned member)
{
	if (job->arm->reads == NULL)
		return 0;
	return job->arm->reads(job->setup->threads[member]);
}

/* Runs the timed passes of the slice, and returns their number. */
static uint64_t
make_passes(struct job *job, unsigned member, uint64_t from_ns)
{
	const struct block_setup *setup = job->setup;
	struct thread *td = setup->threads[member];
	uint64_t ops = 0;

	if (!setup->is_window) {
		job->work->run(setup->site, td, setup->passes);
		return setup->passes;
	}
	do {
		job->work->run(setup->site, td, WINDOW_PASSES);
		ops += WINDOW_PASSES;
		if (member == 0 && clock_now_ns() - from_ns >= setup->window_ns)
			atomic_store_explicit(
			    &job->is_over, true, memory_order_relaxed);
	} while (!atomic_load_explicit(&job->is_over, memory_order_relaxed));
	return ops;
}

static void
warm_up(const struct job *job, unsigned member)
{
	const struct block_setup *setup = job->setup;
	uint64_t passes = setup->passes / WARM_SHARE + 1;

	if (setup->is_window || passes > WARM_MAX)
		passes = WARM_MAX;
	job->work->run(setup->site, setup->threads[member], passes);
}

static void
time_passes(struct job *job, unsigned member)
{
	const struct block_setup *setup = job->setup;
	struct slice_share *share = &job->shares[member];
	const unsigned cpu = setup->cpus[member];

	share->hard_entries = hard_entries(job, member);
	share->reads = reads(job, member);
	slice_share_start(share, cpu);
	workers_meet(setup->workers);
	share->from_ns = clock_now_ns();
	/*
	 * Waiting for the others is not counted, and neither is the clock,
	 * which looks again when the kernel has set it meanwhile.
	 */
	if (job->groups != NULL)
		group_start(job->groups[member]);
	share->ops = make_passes(job, member, share->from_ns);
	if (job->groups != NULL)
		group_stop(job->groups[member], &job->readings[member]);
	share->to_ns = clock_now_ns();

	slice_share_stop(share, cpu);
	share->hard_entries = hard_entries(job, member) - share->hard_entries;
	share->reads = reads(job, member) - share->reads;
}

/*
 * Runs one slice, from clearing the memory to destroying the lock, on each
 * member.
 */
static void
run_slice(struct job *job, unsigned member)
{
	const struct block_setup *setup = job->setup;
	struct thread *td = setup->threads[member];
	struct thread *other = setup->threads[setup->n_threads];

	/*
	 * Initialise `other` first: thread_init() makes its argument the
	 * current thread.
	 */
	if (member == 0)
		job->arm->thread_init(other);
	job->arm->thread_init(td);
	if (member == 0) {
		job->arm->lock_init(setup->site);
		reset_site(setup);
		if (job->work->begin != NULL)
			job->work->begin(setup->site, td, other);
	}
	workers_meet(setup->workers);
	warm_up(job, member);
	workers_meet(setup->workers);
	if (member == 0)
		reset_site(setup);
	time_passes(job, member);
	workers_meet(setup->workers);
	if (member == 0 && job->work->end != NULL)
		job->work->end(setup->site, td, other);
}

/* Runs all slices on each member; member 0 sets each up and sums it up. */
static void
run_member(unsigned member, void *arg)
{
	struct job *job = arg;
	const struct block_setup *setup = job->setup;

	for (unsigned i = 0; i < job->n; i++) {
		const unsigned index = job->order[i];

		if (member == 0) {
			job->arm = setup->arms[index];
			job->work = setup->cases[index];
			setup->site->plant_steps = setup->plant_steps[index];
			atomic_store(&job->is_over, false);
		}
		workers_meet(setup->workers);
		run_slice(job, member);
		if (member == 0)
			slice_sum_up(index, job->shares, setup->n_threads,
			    setup->site, &job->slices[i]);
	}
}

static void
run_slices(const struct block_setup *setup, const unsigned order[], unsigned n,
    struct slice ret_slices[])
{
	struct job job;

	job.setup = setup;
	job.order = order;
	job.n = n;
	job.slices = ret_slices;
	job.groups = NULL;
	workers_run(setup->workers, run_member, &job);
}

void
block_run_slice(
    const struct block_setup *setup, unsigned index, struct slice *ret)
{
	run_slices(setup, &index, 1, ret);
}

void
block_count_slice(const struct block_setup *setup, unsigned index,
    struct group *const groups[], struct group_reading ret_readings[])
{
	struct job job;
	struct slice slice;

	job.setup = setup;
	job.order = &index;
	job.n = 1;
	job.slices = &slice;
	job.groups = groups;
	job.readings = ret_readings;
	workers_run(setup->workers, run_member, &job);
	for (unsigned i = 0; i < setup->n_threads; i++)
		ret_readings[i].ops = job.shares[i].ops;
}

void
block_run(const struct block_setup *setup, unsigned short random[3],
    struct slice ret_slices[BLOCK_SLICES_MAX])
{
	const unsigned n = setup->n_arms;
	unsigned order[BLOCK_SLICES_MAX];

	for (unsigned i = 0; i < n; i++) {
		const unsigned j = (unsigned)nrand48(random) % (i + 1);

		order[i] = order[j];
		order[j] = i;
	}
	for (unsigned i = 0; i < n; i++)
		order[2 * n - 1 - i] = order[i];
	run_slices(setup, order, 2 * n, ret_slices);
}
