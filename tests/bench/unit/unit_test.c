/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves with built arms that a unit, a process of its own, gives the blocks it
 * was asked for; that a lock which lets everybody in is found out, and one that
 * hangs is ended; that what is wrong is told; and that no process is left.
 */
#include "bench/run/launch.h"

#include "here.h"
#include "one_unit.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/test.h"

/* Far more than a calibration takes that does not hang. */
#define HANG_MS 500

/* Blocks in which an open door is seen: threads that meet lose counts. */
#define TRIES 50

static struct unit_order order;
static struct unit_ready ready;
static struct launch launch;
static struct slice slices[BLOCK_SLICES_MAX];
static struct reason why;

/* An order for one arm and one thread; the test says what is different. */
static int
set_up(void **state)
{
	(void)state;
	why.text[0] = '\0';
	launch = (struct launch){ .pid = -1, .in = -1, .out = -1 };
	return one_unit_order(&order) ? 0 : -1;
}

/* Nothing is left: neither at work nor to be waited for. */
static int
tear_down(void **state)
{
	(void)state;
	launch_stop(&launch);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	return 0;
}

static void
contend(void)
{
	if (!here_cpus(2, order.cpus)) {
		print_message("# one CPU: no second thread\n");
		skip();
	}
	strcpy(order.case_name, "contended");
	order.is_window = true;
	order.slice_ns = 100000;
	order.n_threads = 2;
}

static void
start(void)
{
	if (launch_start(&order, LAUNCH_TIMEOUT_MS, &launch, &ready, &why) < 0)
		fail_msg("%s", why.text);
}

static void
get_block(void)
{
	if (launch_time(&launch, order.n_arms, slices, &why) < 0)
		fail_msg("%s", why.text);
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

TEST_WITH(test_a_unit_gives_blocks_of_equal_work, set_up, tear_down)
{
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-none");
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-global-hard");
	/* The null arm: the base once more. */
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-none");
	start();
	assert_true(launch.pid != getpid());
	assert_true(ready.passes > 0);
	assert_true(ready.step_ns > 0);
	for (unsigned block = 0; block < 2; block++) {
		unsigned seen = 0;

		get_block();
		for (unsigned i = 0; i < 2 * order.n_arms; i++) {
			seen += 1u << 4 * slices[i].arm;
			assert_int_equal(slices[i].ops, ready.passes);
			assert_true(slices[i].wall_ns > 0);
		}
		assert_int_equal(seen, 0x222);
	}
}

TEST_WITH(test_a_lock_that_excludes_loses_nothing, set_up, tear_down)
{
	contend();
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-none");
	one_unit_add_arm(&order, "ARMS_DIR", "spin-none");
	start();
	for (unsigned block = 0; block < TRIES; block++) {
		get_block();
		for (unsigned i = 0; i < 2 * order.n_arms; i++)
			assert_int_not_equal(
			    slices[i].drop, SLICE_DROP_EXCLUSION);
	}
}

/* How many slices of an arm lost a count to a second holder. */
static unsigned
count_found_out(const char *broken)
{
	unsigned n_found = 0;

	contend();
	one_unit_add_arm(&order, "BROKEN_ARMS_DIR", broken);
	start();
	for (unsigned block = 0; block < TRIES; block++) {
		get_block();
		for (unsigned i = 0; i < 2 * order.n_arms; i++)
			n_found += slices[i].drop == SLICE_DROP_EXCLUSION;
	}
	return n_found;
}

TEST_WITH(test_a_lock_that_lets_everybody_in_is_found_out, set_up, tear_down)
{
	assert_int_not_equal(count_found_out("open"), 0);
}

TEST_WITH(test_a_lock_that_leaks_now_and_then_is_found_out, set_up, tear_down)
{
	assert_int_not_equal(count_found_out("leaky"), 0);
}

TEST_WITH(test_a_lock_that_hangs_is_ended, set_up, tear_down)
{
	one_unit_add_arm(&order, "BROKEN_ARMS_DIR", "hung");
	assert_int_equal(
	    launch_start(&order, HANG_MS, &launch, &ready, &why), -ETIMEDOUT);
	assert_non_null(strstr(why.text, "no answer for 0.5 s"));
}

TEST_WITH(test_a_unit_that_dies_is_told, set_up, tear_down)
{
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-none");
	start();
	assert_int_equal(kill(launch.pid, SIGKILL), 0);
	assert_int_equal(launch_time(&launch, 1, slices, &why), -EPIPE);
	assert_non_null(strstr(why.text, "a unit died"));
}

TEST_WITH(test_an_arm_that_is_not_there_is_named, set_up, tear_down)
{
	one_unit_add_arm(&order, "ARMS_DIR", "none-such");
	assert_int_equal(
	    launch_start(&order, LAUNCH_TIMEOUT_MS, &launch, &ready, &why),
	    -ENOENT);
	assert_non_null(strstr(why.text, "none-such.so"));
}

TEST_WITH(test_a_case_that_an_arm_lacks_is_named, set_up, tear_down)
{
	one_unit_add_arm(&order, "ARMS_DIR", "mtx-none");
	strcpy(order.case_name, "none-such");
	assert_int_equal(
	    launch_start(&order, LAUNCH_TIMEOUT_MS, &launch, &ready, &why),
	    -ENOENT);
	assert_non_null(strstr(why.text, "mtx-none.so has no case"));
}
