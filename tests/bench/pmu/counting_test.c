/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves with software events, which any kernel has, that a group counts what
 * happened between its start and its stop, time and again; and that of too many
 * groups those which got their file descriptors count, and the others say why.
 */
#include "bench/pmu/group.h"

#include "descriptors.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "tests/lib/test.h"

/* As many as threads of a large row, and descriptors for a few. */
#define N_GROUPS    64
#define DESCRIPTORS 10

/* Touches pages for the first time: as many faults. */
static void
touch(size_t n_pages)
{
	const size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
	volatile unsigned char *pages = mmap(NULL, n_pages * page_bytes,
	    PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_true(pages != MAP_FAILED);
	for (size_t i = 0; i < n_pages; i++)
		pages[i * page_bytes] = 1;
	assert_int_equal(munmap((void *)pages, n_pages * page_bytes), 0);
}

TEST(test_software_events_are_counted_here)
{
	static const char list[] =
	    "perf::PAGE-FAULTS,perf::CPU-CLOCK,perf::CONTEXT-SWITCHES";
	const struct timespec ms = { .tv_nsec = 1000000 };
	struct counters_event chosen[COUNTERS_EVENTS_MAX];
	struct group *group;
	struct reason why;

	assert_int_equal(counters_choose(list, chosen, &why), 3);
	if (chosen[0].status == COUNTERS_DENIED) {
		print_message("# %s\n", chosen[0].why.text);
		skip();
	}
	assert_int_equal(group_open(chosen, 3, &group), 0);
	/* More than once: what a stop breaks shows after it. */
	for (unsigned i = 0; i < 3; i++) {
		struct group_reading reading;

		group_start(group);
		touch(64);
		nanosleep(&ms, NULL);
		group_stop(group, &reading);
		/* Neither without the faults nor with those of before. */
		assert_in_range(reading.events[0].value, 64, 127);
		assert_true(reading.events[1].value > 0);
		assert_true(reading.events[2].value > 0);
		for (unsigned j = 0; j < 3; j++)
			assert_int_equal(reading.events[j].status, COUNTERS_OK);
	}
	group_close(group);
}

/* Opens all groups with descriptors for a few. */
static void
open_too_many(const struct counters_event chosen[], unsigned n,
    struct group *ret_groups[N_GROUPS])
{
	const rlim_t before = descriptors_leave(DESCRIPTORS);

	for (unsigned i = 0; i < N_GROUPS; i++)
		assert_int_equal(group_open(chosen, n, &ret_groups[i]), 0);
	descriptors_restore(before);
}

TEST(test_groups_without_descriptors_say_so_and_others_count)
{
	static const char list[] =
	    "perf::CPU-CLOCK,perf::CPU-CLOCK,perf::CPU-CLOCK,perf::CPU-CLOCK";
	struct counters_event chosen[COUNTERS_EVENTS_MAX];
	struct group *groups[N_GROUPS];
	struct reason why;

	assert_int_equal(counters_choose(list, chosen, &why), 4);
	if (chosen[0].status == COUNTERS_DENIED) {
		print_message("# %s\n", chosen[0].why.text);
		skip();
	}
	open_too_many(chosen, 4, groups);
	for (unsigned i = 0; i < N_GROUPS; i++) {
		struct group_reading reading;
		const bool is_open = i < DESCRIPTORS / 4;

		group_start(groups[i]);
		touch(64);
		group_stop(groups[i], &reading);
		group_explain(&reading, 3, &chosen[3].code, &why);
		assert_int_equal(reading.events[3].status,
		    is_open ? COUNTERS_OK : COUNTERS_ERROR);
		assert_int_equal(is_open, reading.events[3].value > 0);
		assert_int_equal(is_open,
		    strstr(why.text, "too few file descriptors") == NULL);
		group_close(groups[i]);
	}
}
