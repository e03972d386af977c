/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a list of CPUs is read strictly, and, on this machine, that a
 * thread is where it was pinned and that the inherited set of CPUs is all there
 * is.
 */
#include "bench/machine/cpu_choice.h"
#include "bench/machine/cpu_list.h"
#include "bench/machine/placement.h"

#include "tests/bench/unit/here.h"

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/test.h"

static struct placement_machine *machine;
static unsigned cpus[PLACEMENT_CPUS_MAX];
static struct reason why;

static void
use(const char *description)
{
	placement_close(machine);
	machine = NULL;
	assert_int_equal(placement_open(description, &machine, &why), 0);
}

static int
tear_down(void **state)
{
	(void)state;
	placement_close(machine);
	machine = NULL;
	return 0;
}

TEST_WITH(test_a_description_that_is_none_is_refused, NULL, tear_down)
{
	assert_int_equal(placement_open("pack:two", &machine, &why), -EINVAL);
	assert_non_null(strstr(why.text, "'pack:two'"));
	assert_null(machine);
}

static void
assert_parsed(const char *list, unsigned n, const unsigned wanted[])
{
	unsigned n_parsed = 0;

	assert_int_equal(
	    cpu_list_parse(placement_locations(machine),
	        placement_count(machine), list, cpus, &n_parsed, &why),
	    0);
	assert_int_equal(n_parsed, n);
	assert_memory_equal(cpus, wanted, n * sizeof(cpus[0]));
}

TEST_WITH(test_a_list_of_cpus_is_taken_in_rising_order, NULL, tear_down)
{
	use("pack:1 core:4 pu:2");
	assert_parsed("0", 1, (unsigned[]){ 0 });
	assert_parsed("5,0,2-3", 4, (unsigned[]){ 0, 2, 3, 5 });
	assert_parsed("0-7", 8, (unsigned[]){ 0, 1, 2, 3, 4, 5, 6, 7 });
}

TEST_WITH(test_what_is_no_list_of_cpus_is_refused, NULL, tear_down)
{
	static const char *const lists[] = { "", "two", "0,", ",0", "0,,1",
		"0 1", "-1", "1-", "0-", "3-1", "0x1", "0;1", "0,0", "0-2,1",
		"0-1x", "18446744073709551616", "4294967296" };
	unsigned n = 77;

	use("pack:1 core:4 pu:2");
	for (unsigned i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		char quoted[64];

		snprintf(quoted, sizeof(quoted),
		    "'%s' is not a list of different CPUs", lists[i]);
		if (cpu_list_parse(placement_locations(machine),
		        placement_count(machine), lists[i], cpus, &n,
		        &why) != -EINVAL)
			fail_msg("taken: '%s'", lists[i]);
		assert_non_null(strstr(why.text, quoted));
	}
	assert_int_equal(n, 77);
}

TEST_WITH(test_a_cpu_that_is_not_there_is_named, NULL, tear_down)
{
	unsigned n;

	use("pack:1 core:4 pu:2");
	assert_int_equal(cpu_list_parse(placement_locations(machine),
	                     placement_count(machine), "6-9", cpus, &n, &why),
	    -ENODEV);
	assert_non_null(strstr(why.text, "CPU 8 is not among the 8 CPUs"));
	assert_int_equal(
	    cpu_list_parse(placement_locations(machine),
	        placement_count(machine), "0-4294967295", cpus, &n, &why),
	    -ENODEV);
}

TEST_WITH(test_a_cpu_tells_where_it_is, NULL, tear_down)
{
	const struct location *location;

	use("pack:2 [numa(indexes=5,3)] l3:2 core:2 pu:2");
	location = placement_location(machine, 11);
	assert_non_null(location);
	assert_int_equal(location->cpu, 11);
	assert_int_equal(location->at[LEVEL_CORE], 5);
	assert_int_equal(location->at[LEVEL_L3], 2);
	assert_int_equal(location->at[LEVEL_PACKAGE], 1);
	assert_int_equal(location->at[LEVEL_NODE], 3);
	assert_int_equal(location->memory, 3);
	assert_false(location->is_first);
	assert_null(placement_location(machine, 16));
}

TEST_WITH(test_a_pinned_thread_runs_there, NULL, tear_down)
{
	cpu_set_t before;
	unsigned here[PLACEMENT_CPUS_MAX];
	unsigned n;

	use(NULL);
	n = placement_count(machine);
	assert_int_equal(sched_getaffinity(0, sizeof(before), &before), 0);
	assert_int_equal(n, CPU_COUNT(&before));
	assert_true(here_cpus(n, here));
	for (unsigned i = 0; i < n; i++) {
		assert_int_equal(placement_pin(machine, here[i]), 0);
		assert_int_equal(sched_getcpu(), here[i]);
	}
	assert_int_equal(sched_setaffinity(0, sizeof(before), &before), 0);
}

/* Narrows this process to one CPU; says what of the rest is wrong then. */
static int
look_narrowed(unsigned kept, unsigned lost)
{
	struct placement_machine *narrow;
	cpu_set_t set;
	char list[16];
	unsigned n;

	CPU_ZERO(&set);
	CPU_SET(kept, &set);
	if (sched_setaffinity(0, sizeof(set), &set) != 0 ||
	    placement_open(NULL, &narrow, &why) != 0)
		return 1;
	if (placement_count(narrow) != 1)
		return 2;
	if (cpu_choice_make(placement_locations(narrow),
	        placement_count(narrow), "spread", 1, cpus, &why) != 0 ||
	    cpus[0] != kept)
		return 3;
	snprintf(list, sizeof(list), "%u", lost);
	if (cpu_list_parse(placement_locations(narrow), placement_count(narrow),
	        list, cpus, &n, &why) != -ENODEV)
		return 4;
	placement_close(narrow);
	return 0;
}

TEST_WITH(test_a_narrowed_process_sees_its_own_set_alone, NULL, tear_down)
{
	unsigned here[2];
	int status;
	pid_t pid;

	if (!here_cpus(2, here)) {
		print_message("# one CPU: nothing to narrow\n");
		skip();
	}
	pid = fork();
	assert_int_not_equal(pid, -1);
	if (pid == 0)
		_exit(look_narrowed(here[1], here[0]));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}
