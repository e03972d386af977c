/* SPDX-License-Identifier: BSD-2-Clause */
#include "described.h"

#include "bench/machine/cpu_choice.h"
#include "bench/machine/topology.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* A plan has some hundred rows; each has to be placed in far less than this. */
#define PLACE_MS_MAX 200

/* Each placement, and what a machine lacks that has no room for n so. */
static const struct {
	const char *name;
	const char *lack;
} placements[DESCRIBED_N_NAMES] = {
	{ "same-core", "no core has %u hardware threads" },
	{ "same-l3", "no L3 is shared by %u cores" },
	{ "same-socket", "no package has %u cores on two L3s or more" },
	{ "cross-socket", "there are not %u cores on two packages or more" },
	{ "spread", "there are not %u cores" },
};

static struct placement_machine *machine;
static const struct described *is;
static unsigned cpus[PLACEMENT_CPUS_MAX];
static struct reason why;

unsigned
described_all_in_one(unsigned cpu)
{
	(void)cpu;
	return 0;
}

bool
described_every_one(unsigned cpu)
{
	(void)cpu;
	return true;
}

struct placement_machine *
described_use(const struct described *described)
{
	char path[4096];

	is = described;
	snprintf(path, sizeof(path), "%s/%s", getenv("TOPOLOGIES_DIR"),
	    described->file);
	if (topology_open(path, &machine, &why) < 0)
		fail_msg("%s", why.text);
	assert_false(placement_is_here(machine));
	assert_int_equal(placement_count(machine), is->n_cpus);
	return machine;
}

int
described_close(void **state)
{
	(void)state;
	placement_close(machine);
	machine = NULL;
	return 0;
}

/* How many different values of f the first n CPUs have. */
static unsigned
count_different(unsigned n, unsigned (*f)(unsigned cpu))
{
	unsigned n_different = 0;

	for (unsigned i = 0; i < n; i++) {
		unsigned j = 0;

		while (f(cpus[j]) != f(cpus[i]))
			j++;
		n_different += j == i;
	}
	return n_different;
}

static unsigned
itself(unsigned cpu)
{
	return cpu;
}

/* What each placement promises of its n CPUs. */
static void
assert_kept(const char *name, unsigned n)
{
	const bool is_same_core = strcmp(name, "same-core") == 0;

	assert_int_equal(count_different(n, itself), n);
	assert_int_equal(count_different(n, is->kind), 1);
	assert_int_equal(count_different(n, is->core), is_same_core ? 1 : n);
	if (strcmp(name, "same-l3") == 0)
		assert_int_equal(count_different(n, is->l3), 1);
	if (strcmp(name, "same-socket") == 0) {
		assert_int_equal(count_different(n, is->package), 1);
		assert_true(count_different(n, is->l3) > 1);
	}
	if (strcmp(name, "cross-socket") == 0)
		assert_true(count_different(n, is->package) > 1);
	for (unsigned i = 0; i < n; i++) {
		assert_true(is->may_be_used(cpus[i]));
		assert_int_equal(placement_location(machine, cpus[i])->memory,
		    is->memory(cpus[i]));
	}
}

/* Asks for a placement; it may not take long. */
static int
find(const char *name, unsigned n)
{
	struct timespec from;
	struct timespec to;
	int err;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
	err = cpu_choice_make(placement_locations(machine),
	    placement_count(machine), name, n, cpus, &why);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
	assert_true((to.tv_sec - from.tv_sec) * 1000 +
	        (to.tv_nsec - from.tv_nsec) / 1000000 <
	    PLACE_MS_MAX);
	return err;
}

void
described_place(const char *name, unsigned n, unsigned ret_cpus[])
{
	if (find(name, n) < 0)
		fail_msg("%s of %u: %s", name, n, why.text);
	assert_kept(name, n);
	memmove(ret_cpus, cpus, n * sizeof(cpus[0]));
}

void
described_refuse(const char *name, unsigned n)
{
	char lack[REASON_BYTES / 2];
	char wanted[REASON_BYTES];
	unsigned i = 0;

	while (strcmp(placements[i].name, name) != 0)
		i++;
	snprintf(lack, sizeof(lack), placements[i].lack, n);
	snprintf(wanted, sizeof(wanted),
	    "%s%s among the %u CPU%s that may be used", lack,
	    is->kind == described_all_in_one ? "" : ", all of one kind,",
	    is->n_cpus, is->n_cpus == 1 ? "" : "s");
	if (find(name, n) == 0)
		fail_msg("%s of %u is given", name, n);
	assert_string_equal(why.text, wanted);
}

void
described_place_all(const unsigned most[DESCRIBED_N_NAMES])
{
	for (unsigned i = 0; i < DESCRIBED_N_NAMES; i++) {
		const char *name = placements[i].name;

		for (unsigned n = 2; n <= most[i]; n = n < 40 ? n + 1 : n * 2)
			described_place(name, n, cpus);
		if (most[i] > 1)
			described_place(name, most[i], cpus);
		described_refuse(name, most[i] + 1);
	}
	described_place("spread", 1, cpus);
}

unsigned
described_count(const unsigned some[], unsigned n)
{
	memmove(cpus, some, n * sizeof(cpus[0]));
	return count_different(n, itself);
}
