/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves with built arms that a unit counts each arm in turn, by an event that
 * any kernel has; and that one which cannot open all that it was asked for says
 * so of these events, counts the others, and goes on.
 */
#include "bench/run/launch.h"

#include "one_unit.h"
#include "tests/bench/pmu/descriptors.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/lib/test.h"

/* Enough to start with, too few for sixteen events. */
#define FEW_DESCRIPTORS 12

static struct unit_order order;
static struct unit_ready ready;
static struct launch launch;
static struct reason why;

/* An order for one thread and one event; the test chooses it. */
static int
set_up(void **state)
{
	(void)state;
	launch = (struct launch){ .pid = -1, .in = -1, .out = -1 };
	if (!one_unit_order(&order))
		return -1;
	order.n_events = 1;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	launch_stop(&launch);
	return 0;
}

static void
choose_clock(void)
{
	assert_int_equal(
	    counters_choose("perf::CPU-CLOCK", order.events, &why), 1);
	if (order.events[0].status != COUNTERS_OK) {
		print_message("# %s\n", order.events[0].why.text);
		skip();
	}
}

static void
start(void)
{
	if (launch_start(&order, LAUNCH_TIMEOUT_MS, &launch, &ready, &why) < 0)
		fail_msg("%s", why.text);
}

/* Of each arm of a block, the passes that were counted. */
struct counted {
	unsigned n;
	uint64_t ops[2];
};

static void
take_count(const struct unit_counts *counts, void *arg)
{
	struct counted *counted = arg;

	assert_int_equal(counts->arm, counted->n);
	assert_int_equal(counts->thread, 0);
	assert_int_equal(counts->first_event, 0);
	assert_int_equal(counts->n_events, 1);
	assert_true(counts->reading.ops > ready.passes);
	assert_int_equal(counts->reading.events[0].status, COUNTERS_OK);
	assert_true(counts->reading.events[0].value > 0);
	counted->ops[counted->n++] = counts->reading.ops;
}

/* What is launched is this program again. */
static int
serve_or_go_on(int argc, char *argv[])
{
	if (argc == 2 && strcmp(argv[1], LAUNCH_UNIT_ARGUMENT) == 0)
		return unit_serve(STDIN_FILENO, STDOUT_FILENO);
	signal(SIGPIPE, SIG_IGN);
	return TEST_GO_ON;
}

TEST_PROLOGUE(serve_or_go_on);

TEST_WITH(test_a_unit_counts_each_arm_at_two_lengths, set_up, tear_down)
{
	struct counted once = { 0 };
	struct counted twice = { 0 };

	choose_clock();
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-none");
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-none-count");
	start();
	assert_int_equal(launch_count(&launch, 2, take_count, &once, &why), 0);
	assert_int_equal(once.n, 2);
	assert_int_equal(launch_count(&launch, 2, take_count, &twice, &why), 0);
	for (unsigned arm = 0; arm < 2; arm++)
		assert_int_equal(twice.ops[arm], 2 * once.ops[arm]);
}

static void
take_reading(const struct unit_counts *counts, void *arg)
{
	*(struct group_reading *)arg = counts->reading;
}

/* The last test: this process, too, may open few descriptors from now on. */
TEST_WITH(test_a_unit_without_descriptors_goes_on, set_up, tear_down)
{
	struct slice slices[BLOCK_SLICES_MAX];
	struct group_reading first;
	struct group_reading last;

	choose_clock();
	order.n_events = 4 * GROUP_EVENTS_MAX;
	for (unsigned i = 1; i < order.n_events; i++)
		order.events[i] = order.events[0];
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-none");
	descriptors_leave_for_good(FEW_DESCRIPTORS);
	start();
	launch_count(&launch, 1, take_reading, &first, &why);
	for (unsigned i = 1; i < 4; i++)
		launch_count(&launch, 1, take_reading, &last, &why);
	assert_int_equal(first.events[0].status, COUNTERS_OK);
	assert_true(first.events[0].value > 0);
	assert_int_equal(last.events[0].status, COUNTERS_ERROR);
	assert_int_equal(last.err, -EMFILE);
	assert_int_equal(launch_time(&launch, 1, slices, &why), 0);
}
