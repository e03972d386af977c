/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what stands in for a level that hwloc does not show, what does not,
 * and what is said of it.
 */
#include "bench/machine/assignment.h"
#include "bench/machine/placement.h"

#include <errno.h>
#include <string.h>

#include "tests/lib/test.h"

static struct assignment assignment;
static struct reason why;

static bool
is_run(const struct assignment_place *place)
{
	return place->skipped.text[0] == '\0';
}

/* Runs what the names say, in this order, and skips the rest. */
static void
assert_runs(const char *description, const char *list, unsigned n_threads,
    const char *const names[])
{
	struct placement_machine *machine;

	assert_int_equal(placement_open(description, &machine, &why), 0);
	assert_int_equal(
	    assignment_make(placement_locations(machine),
	        placement_count(machine), list, n_threads, &assignment, &why),
	    0);
	placement_close(machine);
	for (unsigned i = 0; i < assignment.n_places; i++) {
		if (!is_run(&assignment.places[i]))
			continue;
		assert_non_null(*names);
		assert_string_equal(assignment.places[i].placement, *names++);
	}
	assert_null(*names);
}

#define NAMES(...)                              \
	(const char *const[])                   \
	{                                       \
		__VA_ARGS__ __VA_OPT__(, ) NULL \
	}

TEST(test_what_is_missing_is_stood_in_for)
{
	assert_runs("pack:2 core:4 pu:1", NULL, 2,
	    NAMES("same-socket", "cross-socket"));
	assert_runs("core:8 pu:1", NULL, 2, NAMES("same-machine"));
	assert_runs("pu:8", NULL, 2, NAMES("same-machine"));
	assert_runs("pack:1 l2:4 core:2 pu:2", NULL, 2,
	    NAMES("same-core", "same-l2", "same-socket"));
	assert_runs("numa:2 core:4 pu:2", NULL, 2,
	    NAMES("same-core", "same-numa", "same-machine"));
	assert_runs("pack:2 die:2 core:2 pu:1", NULL, 2,
	    NAMES("same-die", "same-socket", "cross-socket"));
	assert_runs("pack:2 core:1 pu:1", NULL, 2, NAMES("cross-socket"));
	assert_runs(
	    "pack:1 l2:2 pu:2", NULL, 2, NAMES("same-l2", "same-socket"));
	assert_runs(
	    "l3:2 core:2 pu:1", NULL, 2, NAMES("same-l3", "same-machine"));
	assert_runs("l3:1 pack:2 core:2 pu:1", NULL, 2,
	    NAMES("same-l3", "same-socket"));
}

TEST(test_what_is_there_is_not)
{
	assert_runs("pack:2 [numa] l3:4 core:16 pu:2", NULL, 2,
	    NAMES("same-core", "same-l3", "same-socket", "cross-socket"));
	assert_runs("pack:1 l3:1 core:4 pu:1", NULL, 2, NAMES("same-l3"));
	assert_runs("pack:1 l3:4 core:1 pu:1", NULL, 2, NAMES("same-socket"));
	assert_runs("pack:1 core:1 pu:1", NULL, 2, NAMES());
}

/* Who asks for one placement gets that, or what stands in, and no other. */
TEST(test_what_is_asked_for_is_not_replaced_for_want_of_room)
{
	assert_runs("core:8 pu:1", "same-l3", 2, NAMES("same-machine"));
	assert_runs("pack:1 l3:2 core:2 pu:1", "same-core", 2, NAMES());
	assert_string_equal(assignment.places[0].skipped.text,
	    "no core has 2 hardware threads among the 4 CPUs that may be used");
	assert_runs("core:8 pu:1", "same-l3,same-socket", 9, NAMES());
	assert_int_equal(assignment.n_places, 3);
	assert_runs(
	    "pack:1 l3:2 core:2 pu:1", "spread,spread", 4, NAMES("spread"));
}

TEST(test_the_reason_names_what_stands_in)
{
	assert_runs("core:8 pu:1", NULL, 2, NAMES("same-machine"));
	assert_string_equal(assignment.places[1].skipped.text,
	    "hwloc shows no L3: same-machine stands in, among the 8 CPUs that "
	    "may be used");
	assert_runs("l3:1 pack:2 core:2 pu:1", "cross-socket,same-l3", 2,
	    NAMES("cross-socket"));
	assert_string_equal(assignment.places[1].skipped.text,
	    "cross-socket has the same CPUs among the 4 CPUs that may be used");
}

TEST(test_cpus_of_different_kinds_are_the_last_resort)
{
	struct location three[3] = {
		{ .cpu = 0, .at[LEVEL_CORE] = 0, .kind = 0, .is_first = true },
		{ .cpu = 1, .at[LEVEL_CORE] = 1, .kind = 1, .is_first = true },
		{ .cpu = 2, .at[LEVEL_CORE] = 2, .kind = 1, .is_first = true },
	};

	assert_int_equal(
	    assignment_make(three, 2, NULL, 2, &assignment, &why), 0);
	assert_int_equal(assignment.n_places, 5);
	assert_string_equal(assignment.places[4].placement, "mixed-kinds");
	assert_true(is_run(&assignment.places[4]));
	assert_int_equal(
	    assignment_make(three, 3, NULL, 2, &assignment, &why), 0);
	assert_int_equal(assignment.n_places, 4);
	assert_string_equal(assignment.places[1].placement, "same-l3");
	assert_true(is_run(&assignment.places[1]));
}

TEST(test_a_placement_that_is_none_is_named)
{
	const struct location location = { .is_first = true };

	assert_int_equal(
	    assignment_make(&location, 1, "spread,moon", 1, &assignment, &why),
	    -ENOENT);
	assert_non_null(strstr(why.text,
	    "there is no placement 'moon'; there are: same-core same-l1 "));
	assert_non_null(strstr(why.text, " spread mixed-kinds"));
}
