/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which CPUs a placement takes on machines that are only described, and
 * in which words it refuses what they cannot give.
 */
#include "bench/machine/cpu_choice.h"
#include "bench/machine/placement.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "tests/lib/test.h"

/* 2 packages of 4 L3s of 16 cores of 2 threads; numbered in this order. */
#define LARGE "pack:2 [numa] l3:4 core:16 pu:2"

/* CPUs of one core, L3 and package of it. */
#define CORE_CPUS    2
#define L3_CPUS      32
#define PACKAGE_CPUS 128

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

static void
find(const char *name, unsigned n)
{
	why.text[0] = '\0';
	if (cpu_choice_make(placement_locations(machine),
	        placement_count(machine), name, n, cpus, &why) < 0)
		fail_msg("%s of %u: %s", name, n, why.text);
}

static void
assert_refused(const char *name, unsigned n, const char *reason)
{
	assert_int_equal(cpu_choice_make(placement_locations(machine),
	                     placement_count(machine), name, n, cpus, &why),
	    -ENODEV);
	assert_string_equal(why.text, reason);
}

/* On how many cores, L3s or packages of so many CPUs the first n lie. */
static unsigned
count_different(unsigned n, unsigned per)
{
	unsigned n_different = 0;

	for (unsigned i = 0; i < n; i++) {
		unsigned j = 0;

		while (cpus[j] / per != cpus[i] / per)
			j++;
		n_different += j == i;
	}
	return n_different;
}

TEST_WITH(test_one_cpu_has_room_for_one_thread, NULL, tear_down)
{
	use("pack:1 core:1 pu:1");
	assert_int_equal(placement_count(machine), 1);
	find("spread", 1);
	assert_int_equal(cpus[0], 0);
	assert_refused("same-core", 2,
	    "no core has 2 hardware threads among the 1 CPU that may be used");
	assert_refused("spread", 2,
	    "there are not 2 cores among the 1 CPU that may be used");
}

TEST_WITH(test_same_core_takes_the_threads_of_one_core, NULL, tear_down)
{
	use(LARGE);
	assert_int_equal(placement_count(machine), 256);
	find("same-core", 2);
	assert_int_equal(count_different(2, 1), 2);
	assert_int_equal(count_different(2, CORE_CPUS), 1);
	assert_refused("same-core", 3,
	    "no core has 3 hardware threads among the 256 CPUs that may be "
	    "used");
}

TEST_WITH(test_same_l3_takes_cores_of_one_l3, NULL, tear_down)
{
	use(LARGE);
	for (unsigned n = 1; n <= 16; n++) {
		find("same-l3", n);
		assert_int_equal(count_different(n, CORE_CPUS), n);
		assert_int_equal(count_different(n, L3_CPUS), 1);
	}
	assert_refused("same-l3", 17,
	    "no L3 is shared by 17 cores among the 256 CPUs that may be used");
}

TEST_WITH(
    test_same_socket_takes_the_l3s_of_one_package_in_turn, NULL, tear_down)
{
	use(LARGE);
	for (unsigned n = 2; n <= 64; n++) {
		find("same-socket", n);
		assert_int_equal(count_different(n, CORE_CPUS), n);
		assert_int_equal(count_different(n, L3_CPUS), n < 4 ? n : 4);
		assert_int_equal(count_different(n, PACKAGE_CPUS), 1);
	}
	assert_refused("same-socket", 65,
	    "no package has 65 cores on two L3s or more among the 256 CPUs "
	    "that may be used");
}

TEST_WITH(
    test_cross_socket_and_spread_take_the_packages_in_turn, NULL, tear_down)
{
	static const char *const names[] = { "cross-socket", "spread" };

	use(LARGE);
	for (unsigned i = 0; i < 2; i++) {
		for (unsigned n = 2; n <= 128; n++) {
			find(names[i], n);
			assert_int_equal(count_different(n, CORE_CPUS), n);
			assert_int_equal(
			    count_different(n, L3_CPUS), n < 8 ? n : 8);
			assert_int_equal(count_different(n, PACKAGE_CPUS), 2);
		}
	}
	assert_refused("cross-socket", 129,
	    "there are not 129 cores on two packages or more among the 256 "
	    "CPUs that may be used");
	assert_refused("spread", 129,
	    "there are not 129 cores among the 256 CPUs that may be used");
}

TEST_WITH(test_no_placement_gives_a_cpu_twice, NULL, tear_down)
{
	static const char *const names[] = { "same-core", "same-l3",
		"same-socket", "cross-socket", "spread" };

	use(LARGE);
	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (unsigned n = 2;
		     cpu_choice_make(placement_locations(machine),
		         placement_count(machine), names[i], n, cpus,
		         &why) == 0;
		     n++)
			assert_int_equal(count_different(n, 1), n);
}

TEST_WITH(test_one_l3_per_package_has_no_same_socket, NULL, tear_down)
{
	use("pack:2 l3:1 core:4 pu:1");
	assert_refused("same-socket", 2,
	    "no package has 2 cores on two L3s or more among the 8 CPUs that "
	    "may be used");
	assert_refused("same-core", 2,
	    "no core has 2 hardware threads among the 8 CPUs that may be used");
	find("same-l3", 4);
	assert_int_equal(count_different(4, 4), 1);
	find("cross-socket", 2);
	assert_int_equal(count_different(2, 4), 2);
}

TEST_WITH(test_without_an_l3_none_is_shared, NULL, tear_down)
{
	use("pack:1 core:4 pu:2");
	assert_refused("same-l3", 2,
	    "no L3 is shared by 2 cores among the 8 CPUs that may be used");
	assert_refused("cross-socket", 2,
	    "there are not 2 cores on two packages or more among the 8 CPUs "
	    "that may be used");
	find("same-socket", 4);
	assert_int_equal(count_different(4, CORE_CPUS), 4);
	assert_refused("same-socket", 5,
	    "no package is shared by 5 cores among the 8 CPUs that may be "
	    "used");
	find("spread", 4);
	assert_int_equal(count_different(4, CORE_CPUS), 4);
}

TEST_WITH(test_same_socket_parts_what_stands_in_for_the_l3, NULL, tear_down)
{
	use("pack:2 numa:2 core:2 pu:1");
	find("same-numa", 2);
	assert_int_equal(count_different(2, 2), 1);
	find("same-socket", 2);
	assert_int_equal(count_different(2, 2), 2);
	assert_int_equal(count_different(2, 4), 1);
	assert_refused("same-numa", 3,
	    "no NUMA node is shared by 3 cores among the 8 CPUs that may be "
	    "used");
	use("l2:1 core:4 pu:1");
	find("same-machine", 2);
	find("same-l2", 2);
}

TEST_WITH(test_an_l3_may_hold_several_packages, NULL, tear_down)
{
	use("l3:2 pack:2 core:2 pu:1");
	find("same-socket", 2);
	assert_int_equal(count_different(2, 2), 1);
	find("same-l3", 2);
	assert_int_equal(count_different(2, 2), 2);
	assert_int_equal(count_different(2, 4), 1);
	find("cross-socket", 2);
	assert_int_equal(count_different(2, 4), 2);
}

TEST_WITH(test_cores_of_one_l3_share_no_l2_if_they_need_not, NULL, tear_down)
{
	use("pack:1 l3:1 l2:4 core:2 pu:1");
	for (unsigned n = 2; n <= 4; n++) {
		find("same-l3", n);
		assert_int_equal(count_different(n, 2), n);
	}
	find("same-l2", 2);
	assert_int_equal(count_different(2, 2), 1);
}

/* Kinds in no order, and a CPU whose kind nobody knows. */
TEST_WITH(test_the_highest_kind_that_can_give_it_is_taken, NULL, tear_down)
{
	static const struct location locations[] = {
		{ .cpu = 0, .at[LEVEL_CORE] = 0, .kind = 1, .is_first = true },
		{ .cpu = 1, .at[LEVEL_CORE] = 1, .kind = 2, .is_first = true },
		{ .cpu = 2, .at[LEVEL_CORE] = 2, .kind = 0, .is_first = true },
		{ .cpu = 3, .at[LEVEL_CORE] = 3, .kind = 0, .is_first = true },
		{ .cpu = 4, .at[LEVEL_CORE] = 4, .kind = 0, .is_first = true },
		{ .cpu = 5, .at[LEVEL_CORE] = 5, .kind = 1, .is_first = true },
		{ .cpu = 6, .at[LEVEL_CORE] = 6, .kind = -1, .is_first = true },
	};
	static const unsigned wanted[4][3] = { { 0 }, { 1 }, { 0, 5 },
		{ 2, 3, 4 } };

	for (unsigned n = 1; n <= 3; n++) {
		assert_int_equal(
		    cpu_choice_make(locations, 7, "spread", n, cpus, &why), 0);
		assert_memory_equal(cpus, wanted[n], n * sizeof(cpus[0]));
	}
	assert_int_equal(
	    cpu_choice_make(locations, 7, "spread", 4, cpus, &why), -ENODEV);
	assert_string_equal(why.text,
	    "there are not 4 cores, all of one kind, among the 7 CPUs that may "
	    "be used");
}

TEST_WITH(test_an_unknown_placement_is_named, NULL, tear_down)
{
	use("pack:1 core:4 pu:2");
	assert_int_equal(cpu_choice_make(placement_locations(machine),
	                     placement_count(machine), "near", 2, cpus, &why),
	    -ENOENT);
	assert_non_null(strstr(why.text, "no placement 'near'"));
}
