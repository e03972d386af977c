/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that any machine of two CPUs or more has by default a placement for
 * two threads that is not skipped, that each is named by what its CPUs truly
 * share, that none has another's CPUs, and that each that was asked for runs or
 * says why not: on every machine of a few of each level, on parts of them as
 * containers leave them, and on some that no factory makes.
 */
#include "bench/machine/assignment.h"
#include "bench/machine/placement.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#define LOCATIONS_MAX 64

/* The machine that is looked at. */
static const struct location *locations;
static unsigned n_locations;

static struct assignment assignment;
static struct reason why;

/* What a machine is called in a failure. */
static char described[1024];

/* What the CPUs of a placement share by its name. */
static const struct {
	const char *name;
	enum level shared;
} shares[] = {
	{ "same-core", LEVEL_CORE },
	{ "same-l1", LEVEL_L1 },
	{ "same-l2", LEVEL_L2 },
	{ "same-l3", LEVEL_L3 },
	{ "same-l4", LEVEL_L4 },
	{ "same-l5", LEVEL_L5 },
	{ "same-die", LEVEL_DIE },
	{ "same-numa", LEVEL_NODE },
	{ "same-socket", LEVEL_PACKAGE },
	{ "same-machine", LEVEL_MACHINE },
	{ "cross-socket", LEVEL_MACHINE },
	{ "mixed-kinds", LEVEL_MACHINE },
};

static enum level
shared_by(const char *name)
{
	for (unsigned i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
		if (strcmp(shares[i].name, name) == 0)
			return shares[i].shared;
	fail_msg("%s: what is %s?", described, name);
	return LEVEL_COUNT;
}

static const struct location *
location_of(unsigned cpu)
{
	for (unsigned i = 0; i < n_locations; i++)
		if (locations[i].cpu == cpu)
			return &locations[i];
	fail_msg("%s: CPU %u may not be used", described, cpu);
	return NULL;
}

static void
assert_of(const struct assignment_place *place, bool holds, const char *what)
{
	if (!holds)
		fail_msg("%s: %s on CPUs %u and %u: %s", described,
		    place->placement, place->cpus[0], place->cpus[1], what);
}

/* Whether an L3 of the machine holds several packages. */
static bool
has_wide_l3(void)
{
	for (unsigned i = 1; i < n_locations; i++)
		if (location_share(
		        &locations[i - 1], &locations[i], LEVEL_L3) &&
		    !location_share(
		        &locations[i - 1], &locations[i], LEVEL_PACKAGE))
			return true;
	return false;
}

/* What the name of a place promises of the two CPUs. */
static void
assert_true_name(const struct assignment_place *place, const struct location *a,
    const struct location *b)
{
	const char *name = place->placement;
	const bool is_mixed = strcmp(name, "mixed-kinds") == 0;

	assert_of(place, a != b, "one CPU twice");
	assert_of(place, location_share(a, b, shared_by(name)), "not shared");
	assert_of(place, (a->kind == b->kind) != is_mixed, "kinds of core");
	if (strcmp(name, "same-core") != 0 && !is_mixed)
		assert_of(place, !location_share(a, b, LEVEL_CORE), "siblings");
	if (strcmp(name, "same-socket") == 0)
		assert_of(place,
		    !location_share(a, b, LEVEL_L3) || has_wide_l3(), "one L3");
	if (strcmp(name, "same-machine") == 0)
		assert_of(place,
		    !location_share(a, b, LEVEL_L3) &&
		        !location_share(a, b, LEVEL_PACKAGE),
		    "they share more");
	if (strcmp(name, "cross-socket") == 0)
		assert_of(place,
		    a->at[LEVEL_PACKAGE] != -1 && b->at[LEVEL_PACKAGE] != -1 &&
		        !location_share(a, b, LEVEL_PACKAGE),
		    "not two packages");
}

static bool
is_run(const struct assignment_place *place)
{
	return place->skipped.text[0] == '\0';
}

/* No two places have one name, nor those that run the same two CPUs. */
static void
assert_single(unsigned index)
{
	const struct assignment_place *place = &assignment.places[index];

	for (unsigned i = 0; i < index; i++) {
		const struct assignment_place *other = &assignment.places[i];

		assert_of(place,
		    strcmp(place->placement, other->placement) != 0,
		    "the name is taken");
		assert_of(place,
		    !is_run(place) || !is_run(other) ||
		        !((place->cpus[0] == other->cpus[0] &&
		              place->cpus[1] == other->cpus[1]) ||
		            (place->cpus[0] == other->cpus[1] &&
		                place->cpus[1] == other->cpus[0])),
		    "another has these");
	}
}

static bool
has(const char *placement)
{
	for (unsigned i = 0; i < assignment.n_places; i++)
		if (strcmp(assignment.places[i].placement, placement) == 0)
			return true;
	return false;
}

/* Looks where two threads may run by default; returns how many ways. */
static unsigned
assert_assigned(const struct location of_machine[], unsigned n)
{
	unsigned n_runs = 0;

	locations = of_machine;
	n_locations = n;
	if (assignment_make(locations, n, NULL, 2, &assignment, &why) < 0)
		fail_msg("%s: %s", described, why.text);
	assert_true(has("same-core") && has("same-l3") && has("same-socket") &&
	    has("cross-socket"));
	for (unsigned i = 0; i < assignment.n_places; i++) {
		const struct assignment_place *place = &assignment.places[i];

		assert_single(i);
		if (!is_run(place))
			continue;
		n_runs++;
		assert_true_name(place, location_of(place->cpus[0]),
		    location_of(place->cpus[1]));
	}
	if (n >= 2 && n_runs == 0)
		fail_msg("%s: nothing runs on %u CPUs", described, n);
	if (n < 2)
		assert_int_equal(n_runs, 0);
	return n_runs;
}

/* Of the locations that a core still has, the first of a kind counts. */
static void
find_firsts(struct location some[], unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		some[i].is_first = i == 0 || some[i - 1].kind != some[i].kind ||
		    !location_share(&some[i - 1], &some[i], LEVEL_CORE);
}

static unsigned
draw(unsigned below)
{
	static uint32_t state = 1;

	state = state * 1664525u + 1013904223u;
	return (state >> 16) % below;
}

/* What a container that may use a few CPUs sees of a machine. */
static void
assert_parts_assigned(const struct location all[], unsigned n)
{
	struct location some[LOCATIONS_MAX];

	for (unsigned left = 2; left <= 4; left++) {
		unsigned n_some = 0;

		for (unsigned i = 0; i < n; i++)
			if (n <= left || draw(n) < left)
				some[n_some++] = all[i];
		if (n_some == 0)
			continue;
		find_firsts(some, n_some);
		assert_assigned(some, n_some);
	}
}

static void
assert_description_assigned(const char *description)
{
	struct placement_machine *machine;

	snprintf(described, sizeof(described), "%s", description);
	if (placement_open(description, &machine, &why) < 0)
		fail_msg("%s: %s", described, why.text);
	assert_assigned(placement_locations(machine), placement_count(machine));
	if (placement_count(machine) <= LOCATIONS_MAX)
		assert_parts_assigned(
		    placement_locations(machine), placement_count(machine));
	placement_close(machine);
}

/* A level of descriptions, and how many of it one of the level above has. */
struct choice_of {
	const char *name;
	unsigned counts[3]; /* 0: it has none */
	unsigned n_counts;
};

/* Describes every machine of these levels, the widest first. */
static unsigned
describe_all(const struct choice_of levels[], unsigned n, const char *above)
{
	unsigned n_machines = 0;

	if (n == 0) {
		assert_description_assigned(above);
		return 1;
	}
	for (unsigned i = 0; i < levels->n_counts; i++) {
		char longer[256];

		if (levels->counts[i] == 0)
			snprintf(longer, sizeof(longer), "%s", above);
		else
			snprintf(longer, sizeof(longer), "%s%s%s:%u", above,
			    above[0] == '\0' ? "" : " ", levels->name,
			    levels->counts[i]);
		n_machines += describe_all(levels + 1, n - 1, longer);
	}
	return n_machines;
}

TEST(test_every_machine_of_a_few_of_each_level)
{
	static const struct choice_of levels[] = {
		{ "pack", { 0, 1, 2 }, 3 },
		{ "numa", { 0, 2 }, 2 },
		{ "die", { 0, 2 }, 2 },
		{ "l4", { 0, 1 }, 2 },
		{ "l3", { 0, 1, 2 }, 3 },
		{ "l2", { 0, 2 }, 2 },
		{ "core", { 0, 1, 2 }, 3 },
		{ "pu", { 1, 2 }, 2 },
	};

	assert_int_equal(describe_all(levels, 8, ""), 864);
}

TEST(test_levels_in_another_order)
{
	static const struct choice_of levels[] = {
		{ "numa", { 0, 2 }, 2 },
		{ "l3", { 1, 2 }, 2 },
		{ "group", { 0, 2 }, 2 },
		{ "pack", { 0, 1, 2 }, 3 },
		{ "core", { 0, 1, 2 }, 3 },
		{ "l1", { 0, 2 }, 2 },
		{ "pu", { 1, 3 }, 2 },
	};

	assert_int_equal(describe_all(levels, 7, ""), 288);
}

/* Says what drawn locations are, for a failure. */
static void
describe(const struct location some[], unsigned n)
{
	size_t used = 0;

	for (unsigned i = 0; i < n; i++) {
		used +=
		    (size_t)snprintf(described + used, sizeof(described) - used,
		        "[%u kind %d:", some[i].cpu, some[i].kind);
		for (unsigned j = 0; j < LEVEL_MACHINE; j++)
			used += (size_t)snprintf(described + used,
			    sizeof(described) - used, " %d", some[i].at[j]);
		used += (size_t)snprintf(
		    described + used, sizeof(described) - used, "]");
	}
}

/*
 * A machine that grows unevenly: each CPU is where the one before is or begins
 * what is new, which may lack a level; what is within the new is new.
 */
TEST(test_machines_that_grew_unevenly)
{
	for (unsigned round = 0; round < 20000; round++) {
		const unsigned n = 1 + draw(8);
		const int n_kinds = 1 + (int)draw(3);
		struct location grown[8];

		for (unsigned i = 0; i < n; i++) {
			struct location *location = &grown[i];
			bool is_new = i == 0;

			*location = (struct location){ .cpu = 3 * i };
			location->kind = (int)draw((unsigned)n_kinds);
			for (int j = LEVEL_PACKAGE; j >= 0; j--) {
				is_new |= draw(4) == 0;
				if (!is_new)
					location->at[j] = grown[i - 1].at[j];
				else
					location->at[j] =
					    draw(3) == 0 ? -1 : (int)i;
			}
		}
		find_firsts(grown, n);
		describe(grown, n);
		assert_assigned(grown, n);
	}
}
