/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/dry_run.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* "no core", "1 core", "2 cores". */
static void
print_count(unsigned n, const char *what)
{
	if (n == 0)
		printf(", no %s", what);
	else
		printf(", %u %s%s", n, what, text_plural(n));
}

/* Counts the different indices of a level; near locations are neighbours. */
static unsigned
count_different(const struct location locations[], unsigned n, enum level level)
{
	unsigned n_different = 0;
	int before = -1;

	for (unsigned i = 0; i < n; i++) {
		const int index = locations[i].at[level];

		n_different += index != before && index != -1;
		before = index;
	}
	return n_different;
}

static void
print_machine(const char *name, const struct placement_machine *machine)
{
	const struct location *locations = placement_locations(machine);
	const unsigned n = placement_count(machine);

	printf(
	    "machine %s: %u CPU%s that may be used", name, n, text_plural(n));
	print_count(count_different(locations, n, LEVEL_CORE), "core");
	print_count(count_different(locations, n, LEVEL_L3), "L3");
	print_count(count_different(locations, n, LEVEL_PACKAGE), "package");
	print_count(placement_count_nodes(machine), "NUMA node");
	printf("\n\n");
}

/* An index, or that there is none. */
static void
print_index(const char *what, int index)
{
	if (index < 0)
		printf("no %s", what);
	else
		printf("%s %d", what, index);
}

static void
print_row(const struct placement_machine *machine, const struct plan_row *row)
{
	if (row->skipped.text[0] != '\0') {
		printf("skip %-34s since %s\n", row->name, row->skipped.text);
		return;
	}
	printf("run  %-34s CPUs ", row->name);
	for (unsigned i = 0; i < row->n_threads; i++)
		printf("%s%u", i == 0 ? "" : ",", row->cpus[i]);
	printf("; the lock on ");
	print_index("node", placement_location(machine, row->cpus[0])->memory);
	putchar('\n');
}

/* Prints levels that stand in for another, if they have no column. */
static void
print_stand_ins(const struct sharing *sharing, const struct location *location)
{
	const enum level told[] = { sharing->inner, sharing->near };

	for (unsigned i = 0; i < 2; i++) {
		const enum level level = told[i];

		if (level == LEVEL_CORE || level == LEVEL_L3 ||
		    level >= LEVEL_NODE || (i > 0 && level == told[0]))
			continue;
		print_index(sharing_name(level), location->at[level]);
		printf(", ");
	}
}

/* Prints a location, with its kind if there are several. */
static void
print_location(const struct placement_machine *machine,
    const struct location *location, const struct sharing *sharing,
    bool has_kinds)
{
	const char *kind = placement_kind_name(machine, location->kind);

	printf("CPU %u: ", location->cpu);
	print_index("core", location->at[LEVEL_CORE]);
	printf(", ");
	print_stand_ins(sharing, location);
	print_index("L3", location->at[LEVEL_L3]);
	printf(", ");
	print_index("package", location->at[LEVEL_PACKAGE]);
	printf(", ");
	print_index("node", location->at[LEVEL_NODE]);
	printf(", its thread's record on ");
	print_index("node", location->memory);
	if (has_kinds)
		printf(", kind %d", location->kind);
	if (has_kinds && kind != NULL)
		printf(" (%s)", kind);
	putchar('\n');
}

int
dry_run_print(const char *name, const struct placement_machine *machine,
    const struct plan *plan)
{
	const struct location *locations = placement_locations(machine);
	const unsigned n_locations = placement_count(machine);
	const struct sharing sharing =
	    sharing_find(locations, n_locations, NULL);
	bool *is_used = calloc(n_locations, sizeof(*is_used));
	bool has_kinds = false;

	if (is_used == NULL)
		return -ENOMEM;
	for (unsigned i = 1; i < n_locations; i++)
		has_kinds |= locations[i].kind != locations[0].kind;
	print_machine(name, machine);
	for (unsigned i = 0; i < plan->n_rows; i++) {
		const struct plan_row *row = &plan->rows[i];

		print_row(machine, row);
		for (unsigned j = 0;
		     row->skipped.text[0] == '\0' && j < row->n_threads; j++)
			is_used[placement_location(machine, row->cpus[j]) -
			    locations] = true;
	}
	putchar('\n');
	for (unsigned i = 0; i < n_locations; i++)
		if (is_used[i])
			print_location(
			    machine, &locations[i], &sharing, has_kinds);
	free(is_used);
	return 0;
}
