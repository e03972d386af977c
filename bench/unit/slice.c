/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit/slice.h"

#include "base/clock.h"
#include "base/formats/words.h"

#include <sched.h>

/* Threads that overlap for a smaller share than this do not contend. */
#define OVERLAP_LEAST 0.9

const char *
slice_drop_name(enum slice_drop drop)
{
	return drop == SLICE_KEEP ? "" : words_drop_reason.words[drop - 1].text;
}

void
slice_share_start(struct slice_share *share, unsigned cpu)
{
	share->migrations = (unsigned)sched_getcpu() != cpu;
	share->cpu_ns = clock_thread_ns();
	getrusage(RUSAGE_THREAD, &share->before);
}

void
slice_share_stop(struct slice_share *share, unsigned cpu)
{
	getrusage(RUSAGE_THREAD, &share->after);
	share->cpu_ns = clock_thread_ns() - share->cpu_ns;
	share->migrations += (unsigned)sched_getcpu() != cpu;
}

static void
add_usage(const struct slice_share *share, struct slice *slice)
{
	const struct rusage *a = &share->before;
	const struct rusage *b = &share->after;

	slice->cpu_ns += share->cpu_ns;
	slice->nvcsw += (uint64_t)(b->ru_nvcsw - a->ru_nvcsw);
	slice->nivcsw += (uint64_t)(b->ru_nivcsw - a->ru_nivcsw);
	slice->minflt += (uint64_t)(b->ru_minflt - a->ru_minflt);
	slice->majflt += (uint64_t)(b->ru_majflt - a->ru_majflt);
}

/*
 * Returns the gravest reason not to believe *slice, whose n threads made
 * `passed` passes and overlapped for together_ns.
 */
static enum slice_drop
judge(
    const struct slice *slice, unsigned n, uint64_t passed, double together_ns)
{
	if (n > 1 && passed != slice->ops)
		return SLICE_DROP_EXCLUSION;
	if (slice->migrations > 0)
		return SLICE_DROP_MIGRATED;
	if (slice->nivcsw > 0)
		return SLICE_DROP_PREEMPTED;
	if (slice->majflt > 0)
		return SLICE_DROP_MAJOR_FAULT;
	if (together_ns < OVERLAP_LEAST * (double)slice->wall_ns)
		return SLICE_DROP_OVERLAP;
	return SLICE_KEEP;
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

void
slice_sum_up(uint32_t arm, const struct slice_share shares[], unsigned n,
    const struct arm_site *site, struct slice *ret)
{
	struct slice slice = { .arm = arm, .ops_min_thread = UINT64_MAX };
	uint64_t first_from = UINT64_MAX;
	uint64_t last_from = 0;
	uint64_t first_to = UINT64_MAX;
	uint64_t last_to = 0;
	uint64_t passed = site->count;

	for (unsigned i = 0; i < n; i++) {
		const struct slice_share *share = &shares[i];

		first_from = least(first_from, share->from_ns);
		last_from = most(last_from, share->from_ns);
		first_to = least(first_to, share->to_ns);
		last_to = most(last_to, share->to_ns);
		slice.ops_min_thread = least(slice.ops_min_thread, share->ops);
		slice.ops_max_thread = most(slice.ops_max_thread, share->ops);
		slice.ops += share->ops;
		passed += share->reads;
		slice.migrations += share->migrations;
		slice.hard_entries += share->hard_entries;
		add_usage(share, &slice);
	}
	slice.wall_ns = last_to - first_from;
	slice.handoffs = site->handoffs;
	slice.drop =
	    judge(&slice, n, passed, (double)first_to - (double)last_from);
	*ret = slice;
}
