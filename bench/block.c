/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/block.h"

#include "bench/clock.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/*
 * Passes between two looks at whether a window is over: an indirect call spread
 * over eight acquisitions, and ends that are no more than eight apart.
 */
#define WINDOW_PASSES 8

/* Of the timed passes: enough for the predictors and the lock's line. */
#define WARM_SHARE 32
#define WARM_MAX   64

/* A slice whose threads were together for less than this is no contention. */
#define OVERLAP_LEAST 0.9

/* One thread's part of a slice; lines of its own. */
struct share {
	_Alignas(128) uint64_t ops;
	uint64_t from_ns;
	uint64_t to_ns;
	uint64_t hard_entries;
	uint64_t migrations;
	uint64_t cpu_ns;
	struct rusage before;
	struct rusage after;
};

/* Slices to be run one after the other.  Large: not to be cleared each time. */
struct slice_job {
	const struct block_setup *setup;
	const unsigned *order; /* the arm of each slice */
	unsigned n;
	struct block_slice *slices;

	/* The present one. */
	const struct arm *arm;
	const struct arm_case *work;
	struct counters *const *counters; /* NULL: a timing slice */
	struct counters_reading *readings;
	struct share shares[PLACEMENT_CPUS_MAX];
	_Alignas(128) atomic_bool is_over;
};

const char *
block_drop_name(enum block_drop drop)
{
	static const char *const names[] = {
		[BLOCK_KEEP] = "",
		[BLOCK_DROP_OVERLAP] = "overlap",
		[BLOCK_DROP_MAJOR_FAULT] = "major-fault",
		[BLOCK_DROP_PREEMPTED] = "preempted",
		[BLOCK_DROP_MIGRATED] = "migrated",
		[BLOCK_DROP_EXCLUSION] = "exclusion",
	};

	return names[drop];
}

static struct thread *
thread_at(const struct block_setup *setup, unsigned index)
{
	return (
	    struct thread *)(setup->threads + (size_t)index * ARM_THREAD_BYTES);
}

/* Lets the second thread have passed last, so that the first may begin. */
static void
reset_site(const struct block_setup *setup)
{
	struct arm_site *site = setup->site;

	site->count = 0;
	site->handoffs = 0;
	site->last = thread_at(setup, 1);
	site->door = NULL;
}

static uint64_t
hard_entries(const struct slice_job *job, unsigned member)
{
	if (job->arm->hard_entries == NULL)
		return 0;
	return job->arm->hard_entries(thread_at(job->setup, member));
}

/* Makes the slice's timed passes and returns how many. */
static uint64_t
make_passes(struct slice_job *job, unsigned member, uint64_t from_ns)
{
	const struct block_setup *setup = job->setup;
	struct thread *td = thread_at(setup, member);
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
warm_up(const struct slice_job *job, unsigned member)
{
	const struct block_setup *setup = job->setup;
	uint64_t passes = setup->passes / WARM_SHARE + 1;

	if (setup->is_window || passes > WARM_MAX)
		passes = WARM_MAX;
	job->work->run(setup->site, thread_at(setup, member), passes);
}

static void
time_passes(struct slice_job *job, unsigned member)
{
	const struct block_setup *setup = job->setup;
	struct share *share = &job->shares[member];
	const unsigned cpu = setup->cpus[member];

	share->hard_entries = hard_entries(job, member);
	share->migrations = (unsigned)sched_getcpu() != cpu;
	share->cpu_ns = clock_thread_ns();
	getrusage(RUSAGE_THREAD, &share->before);
	if (job->counters != NULL)
		counters_start(job->counters[member]);
	crew_meet(setup->crew);

	share->from_ns = clock_now_ns();
	share->ops = make_passes(job, member, share->from_ns);
	share->to_ns = clock_now_ns();

	if (job->counters != NULL)
		counters_stop(job->counters[member], &job->readings[member]);
	getrusage(RUSAGE_THREAD, &share->after);
	share->cpu_ns = clock_thread_ns() - share->cpu_ns;
	share->migrations += (unsigned)sched_getcpu() != cpu;
	share->hard_entries = hard_entries(job, member) - share->hard_entries;
}

/* One slice, from clean memory to the lock's end; all members run it. */
static void
run_slice(struct slice_job *job, unsigned member)
{
	const struct block_setup *setup = job->setup;
	struct thread *td = thread_at(setup, member);
	struct thread *other = thread_at(setup, setup->n_threads);

	job->arm->thread_init(td);
	if (member == 0) {
		job->arm->thread_init(other);
		job->arm->lock_init(setup->site);
		reset_site(setup);
		if (job->work->begin != NULL)
			job->work->begin(setup->site, td, other);
	}
	crew_meet(setup->crew);
	warm_up(job, member);
	crew_meet(setup->crew);
	if (member == 0)
		reset_site(setup);
	time_passes(job, member);
	crew_meet(setup->crew);
	if (member == 0 && job->work->end != NULL)
		job->work->end(setup->site, td, other);
}

static void
add_usage(const struct share *share, struct block_slice *slice)
{
	const struct rusage *a = &share->before;
	const struct rusage *b = &share->after;

	slice->cpu_ns += share->cpu_ns;
	slice->nvcsw += (uint64_t)(b->ru_nvcsw - a->ru_nvcsw);
	slice->nivcsw += (uint64_t)(b->ru_nivcsw - a->ru_nivcsw);
	slice->minflt += (uint64_t)(b->ru_minflt - a->ru_minflt);
	slice->majflt += (uint64_t)(b->ru_majflt - a->ru_majflt);
}

/* The gravest reason not to believe *slice, whose threads met for together_ns.
 */
static enum block_drop
judge(const struct block_setup *setup, const struct block_slice *slice,
    double together_ns)
{
	if (setup->n_threads > 1 && setup->site->count != slice->ops)
		return BLOCK_DROP_EXCLUSION;
	if (slice->migrations > 0)
		return BLOCK_DROP_MIGRATED;
	if (slice->nivcsw > 0)
		return BLOCK_DROP_PREEMPTED;
	if (slice->majflt > 0)
		return BLOCK_DROP_MAJOR_FAULT;
	if (together_ns < OVERLAP_LEAST * (double)slice->wall_ns)
		return BLOCK_DROP_OVERLAP;
	return BLOCK_KEEP;
}

static uint64_t
least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t
most(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* Adds the threads' shares up. */
static void
sum_up(const struct block_setup *setup, const struct share shares[],
    struct block_slice *slice)
{
	uint64_t first_from = UINT64_MAX;
	uint64_t last_from = 0;
	uint64_t first_to = UINT64_MAX;
	uint64_t last_to = 0;

	slice->ops_min_thread = UINT64_MAX;
	for (unsigned i = 0; i < setup->n_threads; i++) {
		const struct share *share = &shares[i];

		first_from = least(first_from, share->from_ns);
		last_from = most(last_from, share->from_ns);
		first_to = least(first_to, share->to_ns);
		last_to = most(last_to, share->to_ns);
		slice->ops_min_thread =
		    least(slice->ops_min_thread, share->ops);
		slice->ops_max_thread = most(slice->ops_max_thread, share->ops);
		slice->ops += share->ops;
		slice->migrations += share->migrations;
		slice->hard_entries += share->hard_entries;
		add_usage(share, slice);
	}
	slice->wall_ns = last_to - first_from;
	slice->handoffs = setup->site->handoffs;
	slice->drop = judge(setup, slice, (double)first_to - (double)last_from);
}

/* The members' way through the slices; member 0 sets each up and adds it up. */
static void
run_member(unsigned member, void *arg)
{
	struct slice_job *job = arg;
	const struct block_setup *setup = job->setup;

	for (unsigned i = 0; i < job->n; i++) {
		const unsigned index = job->order[i];

		if (member == 0) {
			job->arm = setup->arms[index];
			job->work = setup->cases[index];
			atomic_store(&job->is_over, false);
		}
		crew_meet(setup->crew);
		run_slice(job, member);
		if (member == 0) {
			job->slices[i] = (struct block_slice){ .arm = index };
			sum_up(setup, job->shares, &job->slices[i]);
		}
	}
}

static void
run_slices(const struct block_setup *setup, const unsigned order[], unsigned n,
    struct block_slice ret_slices[])
{
	struct slice_job job;

	job.setup = setup;
	job.order = order;
	job.n = n;
	job.slices = ret_slices;
	job.counters = NULL;
	crew_run(setup->crew, run_member, &job);
}

void
block_run_slice(
    const struct block_setup *setup, unsigned index, struct block_slice *ret)
{
	run_slices(setup, &index, 1, ret);
}

void
block_count_slice(const struct block_setup *setup, unsigned index,
    struct counters *const counters[], struct counters_reading ret_readings[])
{
	struct slice_job job;
	struct block_slice slice;

	job.setup = setup;
	job.order = &index;
	job.n = 1;
	job.slices = &slice;
	job.counters = counters;
	job.readings = ret_readings;
	crew_run(setup->crew, run_member, &job);
	for (unsigned i = 0; i < setup->n_threads; i++)
		ret_readings[i].ops = job.shares[i].ops;
}

void
block_run(const struct block_setup *setup, unsigned short random[3],
    struct block_slice ret_slices[BLOCK_SLICES_MAX])
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
