/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves with built arms that a unit, a process of its own, gives the blocks it
 * was asked for; that a lock which lets everybody in is found out, and one that
 * hangs is ended; that what is wrong is told; that a unit which cannot count all
 * goes on; and that no process is left.
 */
#include "bench/launch.h"

#include "here.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Far more than a calibration takes that does not hang. */
#define HANG_MS 500

/* Enough to start with, too few for sixteen events. */
#define FEW_DESCRIPTORS 12

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
	memset(&order, 0, sizeof(order));
	strcpy(order.case_name, "uncontended");
	order.slice_ns = 50000;
	order.count_ns = 200000;
	order.seed = 1;
	order.n_threads = 1;
	why.text[0] = '\0';
	launch = (struct launch){ .pid = -1, .in = -1, .out = -1 };
	return here_cpus(1, order.cpus) ? 0 : -1;
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
add_arm(const char *folder_variable, const char *name)
{
	snprintf(order.arms[order.n_arms], sizeof(order.arms[0]), "%s/%s.p0.so",
	    getenv(folder_variable), name);
	order.n_arms++;
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

static void
test_a_unit_gives_blocks_of_equal_work(void **state)
{
	(void)state;
	add_arm("ARMS_DIR", "mtx-none");
	add_arm("ARMS_DIR", "mtx-global-hard");
	add_arm("ARMS_DIR", "mtx-none-null");
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

static void
test_a_lock_that_excludes_loses_nothing(void **state)
{
	(void)state;
	contend();
	add_arm("ARMS_DIR", "mtx-none");
	add_arm("ARMS_DIR", "spin-none");
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
	add_arm("BROKEN_ARMS_DIR", broken);
	start();
	for (unsigned block = 0; block < TRIES; block++) {
		get_block();
		for (unsigned i = 0; i < 2 * order.n_arms; i++)
			n_found += slices[i].drop == SLICE_DROP_EXCLUSION;
	}
	return n_found;
}

static void
test_a_lock_that_lets_everybody_in_is_found_out(void **state)
{
	(void)state;
	assert_int_not_equal(count_found_out("open"), 0);
}

static void
test_a_lock_that_leaks_now_and_then_is_found_out(void **state)
{
	(void)state;
	assert_int_not_equal(count_found_out("leaky"), 0);
}

static void
test_a_lock_that_hangs_is_ended(void **state)
{
	(void)state;
	add_arm("BROKEN_ARMS_DIR", "hung");
	assert_int_equal(
	    launch_start(&order, HANG_MS, &launch, &ready, &why), -ETIMEDOUT);
	assert_non_null(strstr(why.text, "no answer for 0.5 s"));
}

static void
test_a_unit_that_dies_is_told(void **state)
{
	(void)state;
	add_arm("ARMS_DIR", "mtx-none");
	start();
	assert_int_equal(kill(launch.pid, SIGKILL), 0);
	assert_int_equal(launch_time(&launch, 1, slices, &why), -EPIPE);
	assert_non_null(strstr(why.text, "a unit died"));
}

static void
test_an_arm_that_is_not_there_is_named(void **state)
{
	(void)state;
	add_arm("ARMS_DIR", "none-such");
	assert_int_equal(
	    launch_start(&order, LAUNCH_TIMEOUT_MS, &launch, &ready, &why),
	    -ENOEXEC);
	assert_non_null(strstr(why.text, "none-such.p0.so"));
}

static void
test_a_case_that_an_arm_lacks_is_named(void **state)
{
	(void)state;
	add_arm("ARMS_DIR", "mtx-none");
	strcpy(order.case_name, "none-such");
	assert_int_equal(
	    launch_start(&order, LAUNCH_TIMEOUT_MS, &launch, &ready, &why),
	    -ENOENT);
	assert_non_null(strstr(why.text, "mtx-none.p0.so has no case"));
}

static void
take_count(const struct unit_counts *counts, void *arg)
{
	unsigned *n_taken = arg;

	assert_int_equal(counts->arm, *n_taken);
	assert_int_equal(counts->thread, 0);
	assert_int_equal(counts->first_event, 0);
	assert_int_equal(counts->n_events, 1);
	assert_true(counts->reading.ops > ready.passes);
	assert_int_equal(counts->reading.events[0].status, COUNTERS_OK);
	assert_true(counts->reading.events[0].value > 0);
	(*n_taken)++;
}

static void
test_a_unit_counts_each_arm_in_turn(void **state)
{
	unsigned n_taken = 0;

	(void)state;
	assert_int_equal(
	    counters_choose("perf::CPU-CLOCK", order.events, &why), 1);
	if (order.events[0].status != COUNTERS_OK) {
		print_message("# %s\n", order.events[0].why.text);
		skip();
	}
	order.n_events = 1;
	add_arm("ARMS_DIR", "mtx-none");
	add_arm("ARMS_DIR", "mtx-none-count");
	start();
	assert_int_equal(
	    launch_count(&launch, 2, take_count, &n_taken, &why), 0);
	assert_int_equal(n_taken, 2);
}

static void
limit_descriptors(rlim_t n)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = n;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

/* Starts a unit that cannot open descriptors for all its events. */
static void
start_without_descriptors(void)
{
	struct rlimit before;
	const int next = dup(STDIN_FILENO);

	assert_int_equal(close(next), 0);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	limit_descriptors((rlim_t)next + FEW_DESCRIPTORS);
	start();
	limit_descriptors(before.rlim_cur);
}

static void
take_reading(const struct unit_counts *counts, void *arg)
{
	*(struct group_reading *)arg = counts->reading;
}

static void
test_a_unit_without_descriptors_goes_on(void **state)
{
	struct group_reading first;
	struct group_reading last;

	(void)state;
	assert_int_equal(
	    counters_choose("perf::CPU-CLOCK", order.events, &why), 1);
	if (order.events[0].status != COUNTERS_OK) {
		print_message("# %s\n", order.events[0].why.text);
		skip();
	}
	order.n_events = 4 * GROUP_EVENTS_MAX;
	for (unsigned i = 1; i < order.n_events; i++)
		order.events[i] = order.events[0];
	add_arm("ARMS_DIR", "mtx-none");
	start_without_descriptors();
	launch_count(&launch, 1, take_reading, &first, &why);
	for (unsigned i = 1; i < 4; i++)
		launch_count(&launch, 1, take_reading, &last, &why);
	assert_int_equal(first.events[0].status, COUNTERS_OK);
	assert_true(first.events[0].value > 0);
	assert_int_equal(last.events[0].status, COUNTERS_ERROR);
	assert_int_equal(last.err, -EMFILE);
	get_block();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_unit_gives_blocks_of_equal_work),
		TEST(test_a_lock_that_excludes_loses_nothing),
		TEST(test_a_lock_that_lets_everybody_in_is_found_out),
		TEST(test_a_lock_that_leaks_now_and_then_is_found_out),
		TEST(test_a_lock_that_hangs_is_ended),
		TEST(test_a_unit_that_dies_is_told),
		TEST(test_an_arm_that_is_not_there_is_named),
		TEST(test_a_case_that_an_arm_lacks_is_named),
		TEST(test_a_unit_counts_each_arm_in_turn),
		TEST(test_a_unit_without_descriptors_goes_on),
	};

	if (argc == 2 && strcmp(argv[1], LAUNCH_UNIT_ARGUMENT) == 0)
		return unit_serve(STDIN_FILENO, STDOUT_FILENO);
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
