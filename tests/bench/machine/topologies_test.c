/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves the plan of pins on machines that we do not have.  tests/bench/
 * topologies/ has a file for each.
 */
#include "described.h"

#include "bench/machine/cpu_list.h"

#include <stddef.h>

#include "tests/lib/test.h"

static struct placement_machine *machine;
static unsigned cpus[PLACEMENT_CPUS_MAX];
static struct reason why;

TEST_WITH(test_one_cpu, NULL, described_close)
{
	static const struct described one = { "one-cpu.synthetic", 1,
		described_all_in_one, described_all_in_one,
		described_all_in_one, described_all_in_one,
		described_all_in_one, described_every_one };

	described_use(&one);
	described_place_all((const unsigned[]){ 1, 1, 1, 1, 1 });
}

static unsigned
of_128(unsigned cpu)
{
	return cpu % 128;
}

static unsigned
eights_of_128(unsigned cpu)
{
	return cpu % 128 / 8;
}

static unsigned
halves_of_128(unsigned cpu)
{
	return cpu % 128 / 64;
}

TEST_WITH(test_two_sockets_of_64_cores_of_2_threads, NULL, described_close)
{
	static const struct described two = { "two-sockets-128-cores.synthetic",
		256, of_128, eights_of_128, halves_of_128, halves_of_128,
		described_all_in_one, described_every_one };

	described_use(&two);
	described_place_all((const unsigned[]){ 2, 8, 64, 128, 128 });
}

static unsigned
of_8(unsigned cpu)
{
	return cpu % 8;
}

static unsigned
quarters_of_8(unsigned cpu)
{
	return cpu % 8 / 2;
}

/* To 1, 2 is nearer than 0, says the file; of two as near to 3, 0 is first. */
static unsigned
nearest_memory(unsigned cpu)
{
	static const unsigned nodes[] = { 0, 2, 2, 0 };

	return nodes[quarters_of_8(cpu)];
}

TEST_WITH(test_four_sockets_two_of_which_have_no_memory, NULL, described_close)
{
	static const struct described four = {
		"four-sockets-two-without-memory.xml", 16, of_8, quarters_of_8,
		quarters_of_8, nearest_memory, described_all_in_one,
		described_every_one
	};

	machine = described_use(&four);
	described_place_all((const unsigned[]){ 2, 2, 1, 8, 8 });
	for (unsigned cpu = 0; cpu < 16; cpu++)
		assert_int_equal(
		    placement_location(machine, cpu)->at[LEVEL_NODE],
		    quarters_of_8(cpu));
}

/* CPUs 0 to 7 are two to a fast core, 8 to 15 are thrifty cores. */
static unsigned
hybrid_core(unsigned cpu)
{
	return cpu < 8 ? cpu / 2 : cpu;
}

static unsigned
is_thrifty(unsigned cpu)
{
	return cpu >= 8;
}

TEST_WITH(test_cores_of_two_kinds, NULL, described_close)
{
	static const struct described hybrid = { "hybrid.xml", 16, hybrid_core,
		described_all_in_one, described_all_in_one,
		described_all_in_one, is_thrifty, described_every_one };
	const struct location *fast;
	const struct location *thrifty;

	machine = described_use(&hybrid);
	described_place_all((const unsigned[]){ 2, 8, 1, 1, 8 });
	/* Four fast cores as long as they do, else the thrifty. */
	for (unsigned n = 1; n <= 8; n++) {
		described_place("spread", n, cpus);
		assert_int_equal(is_thrifty(cpus[0]), n > 4);
	}
	fast = placement_location(machine, 7);
	thrifty = placement_location(machine, 8);
	assert_true(fast->kind > thrifty->kind);
	assert_string_equal(
	    placement_kind_name(machine, fast->kind), "IntelCore");
	assert_string_equal(
	    placement_kind_name(machine, thrifty->kind), "IntelAtom");
}

/* 2 L3s of 2 cores of 2 threads; a core and a half are off. */
static unsigned
of_4(unsigned cpu)
{
	return cpu % 4;
}

static unsigned
halves_of_4(unsigned cpu)
{
	return cpu % 4 / 2;
}

static bool
is_online(unsigned cpu)
{
	return cpu != 2 && cpu != 5 && cpu != 6;
}

TEST_WITH(test_cpus_that_are_offline, NULL, described_close)
{
	static const struct described some = { "offline.xml", 5, of_4,
		halves_of_4, described_all_in_one, described_all_in_one,
		described_all_in_one, is_online };
	unsigned n;

	machine = described_use(&some);
	described_place_all((const unsigned[]){ 2, 2, 3, 1, 3 });
	assert_int_not_equal(
	    cpu_list_parse(placement_locations(machine),
	        placement_count(machine), "0-2", cpus, &n, &why),
	    0);
	assert_string_equal(
	    why.text, "CPU 2 is not among the 5 CPUs that may be used");
}

static unsigned
of_16(unsigned cpu)
{
	return cpu % 16;
}

static unsigned
quarters_of_16(unsigned cpu)
{
	return cpu % 16 / 4;
}

static unsigned
halves_of_16(unsigned cpu)
{
	return cpu % 16 / 8;
}

static bool
is_left(unsigned cpu)
{
	return cpu == 3 || cpu == 6 || cpu == 9 || cpu == 19 || cpu == 23;
}

/* Of 2 packages of 2 L3s of 4 cores of 2 threads, and of the nodes the first.
 */
TEST_WITH(test_a_set_that_a_container_narrowed, NULL, described_close)
{
	static const struct described narrow = { "container.xml", 5, of_16,
		quarters_of_16, halves_of_16, described_all_in_one,
		described_all_in_one, is_left };
	unsigned n;

	machine = described_use(&narrow);
	described_place_all((const unsigned[]){ 2, 2, 3, 4, 4 });
	assert_int_not_equal(
	    cpu_list_parse(placement_locations(machine),
	        placement_count(machine), "3,4", cpus, &n, &why),
	    0);
	assert_string_equal(
	    why.text, "CPU 4 is not among the 5 CPUs that may be used");
}

static unsigned
of_512(unsigned cpu)
{
	return cpu % 512;
}

static unsigned
sixteens_of_512(unsigned cpu)
{
	return cpu % 512 / 16;
}

static unsigned
quarters_of_512(unsigned cpu)
{
	return cpu % 512 / 128;
}

TEST_WITH(test_a_thousand_cpus_in_no_time, NULL, described_close)
{
	static const struct described large = { "1024-cpus.synthetic", 1024,
		of_512, sixteens_of_512, quarters_of_512, quarters_of_512,
		described_all_in_one, described_every_one };
	unsigned n;

	machine = described_use(&large);
	described_place_all((const unsigned[]){ 2, 16, 128, 512, 512 });
	described_refuse("spread", 1024);
	assert_int_equal(
	    cpu_list_parse(placement_locations(machine),
	        placement_count(machine), "0-1023", cpus, &n, &why),
	    0);
	assert_int_equal(n, 1024);
	assert_int_equal(described_count(cpus, n), 1024);
}
