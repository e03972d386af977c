/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/placement.h"

#include <errno.h>
#include <hwloc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A CPU that may be used, and where it is; an index is -1 where hwloc has none.
 */
struct seat {
	unsigned cpu;
	int core;
	int l3;
	int package;
	bool is_first; /* of its core's allowed CPUs */
};

struct placement_machine {
	hwloc_topology_t topology;
	hwloc_bitmap_t allowed; /* CPUs this process may use */
	struct seat *seats;     /* one for each of them */
	unsigned n_seats;
};

static int
load_topology(
    hwloc_topology_t topology, const char *description, struct reason *why)
{
	if (description != NULL &&
	    hwloc_topology_set_synthetic(topology, description) != 0)
		return reason_set(
		    why, -EINVAL, "hwloc refuses topology '%s'", description);
	if (hwloc_topology_load(topology) != 0)
		return reason_set(why, -EIO, "hwloc cannot load the topology");
	return 0;
}

/* Fills the allowed set: what was inherited, or all of a machine not here. */
static int
find_allowed(struct placement_machine *machine, struct reason *why)
{
	hwloc_topology_t topology = machine->topology;

	if (!hwloc_topology_is_thissystem(topology))
		return hwloc_bitmap_copy(machine->allowed,
		           hwloc_topology_get_allowed_cpuset(topology))
		    ? -ENOMEM
		    : 0;
	if (hwloc_get_cpubind(
	        topology, machine->allowed, HWLOC_CPUBIND_PROCESS) != 0)
		return reason_set(why, -EIO,
		    "hwloc cannot read this process's CPU set: %s",
		    strerror(errno));
	if (hwloc_bitmap_and(machine->allowed, machine->allowed,
	        hwloc_topology_get_allowed_cpuset(topology)) != 0)
		return -ENOMEM;
	return 0;
}

static int
index_above(hwloc_topology_t topology, hwloc_obj_t pu, hwloc_obj_type_t type)
{
	hwloc_obj_t above = hwloc_get_ancestor_obj_by_type(topology, type, pu);

	return above == NULL ? -1 : (int)above->logical_index;
}

static int
fill_seats(struct placement_machine *machine)
{
	hwloc_topology_t topology = machine->topology;
	const int n = hwloc_bitmap_weight(machine->allowed);
	hwloc_obj_t pu = NULL;
	int core_before = -1;

	machine->seats = calloc((size_t)n, sizeof(*machine->seats));
	if (machine->seats == NULL)
		return -ENOMEM;
	while ((pu = hwloc_get_next_obj_inside_cpuset_by_type(
	            topology, machine->allowed, HWLOC_OBJ_PU, pu)) != NULL) {
		struct seat *seat = &machine->seats[machine->n_seats++];

		seat->cpu = pu->os_index;
		seat->core = index_above(topology, pu, HWLOC_OBJ_CORE);
		seat->l3 = index_above(topology, pu, HWLOC_OBJ_L3CACHE);
		seat->package = index_above(topology, pu, HWLOC_OBJ_PACKAGE);
		seat->is_first = seat->core == -1 || seat->core != core_before;
		core_before = seat->core;
	}
	return 0;
}

int
placement_open(
    const char *description, struct placement_machine **ret, struct reason *why)
{
	struct placement_machine *machine = calloc(1, sizeof(*machine));
	int err = -ENOMEM;

	if (machine == NULL)
		return err;
	machine->allowed = hwloc_bitmap_alloc();
	if (machine->allowed == NULL)
		goto free_machine;
	if (hwloc_topology_init(&machine->topology) != 0)
		goto free_allowed;
	err = load_topology(machine->topology, description, why);
	if (err < 0)
		goto destroy_topology;
	err = find_allowed(machine, why);
	if (err < 0)
		goto destroy_topology;
	err = fill_seats(machine);
	if (err < 0)
		goto destroy_topology;
	*ret = machine;
	return 0;

destroy_topology:
	hwloc_topology_destroy(machine->topology);
free_allowed:
	hwloc_bitmap_free(machine->allowed);
free_machine:
	free(machine);
	return err;
}

void
placement_close(struct placement_machine *machine)
{
	if (machine == NULL)
		return;
	free(machine->seats);
	hwloc_topology_destroy(machine->topology);
	hwloc_bitmap_free(machine->allowed);
	free(machine);
}

unsigned
placement_count(const struct placement_machine *machine)
{
	return machine->n_seats;
}

/* What a placement asks of its CPUs. */
struct wish {
	const char *name;
	size_t within;   /* the index all must share: offsetof a seat's, or 0 */
	size_t across;   /* the index at least two must differ in, or 0 */
	bool any_thread; /* of a core, not only its first */
	const char *lack; /* what a machine lacks that cannot give it */
};

static const struct wish wishes[] = {
	{ "same-core", offsetof(struct seat, core), 0, true,
	    "no core has %u hardware threads" },
	{ "same-l3", offsetof(struct seat, l3), 0, false,
	    "no L3 is shared by %u cores" },
	{ "same-socket", offsetof(struct seat, package),
	    offsetof(struct seat, l3), false,
	    "no package has %u cores on two L3s or more" },
	{ "cross-socket", 0, offsetof(struct seat, package), false,
	    "there are not %u cores on two packages or more" },
	{ "spread", 0, 0, false, "there are not %u cores" },
};

static int
index_of(const struct seat *seat, size_t offset)
{
	return *(const int *)((const char *)seat + offset);
}

/* How many of the n chosen seats have the same index as *seat. */
static unsigned
count_like(const struct seat *seat, size_t offset, struct seat *const chosen[],
    unsigned n)
{
	unsigned like = 0;

	for (unsigned i = 0; i < n; i++)
		like += index_of(chosen[i], offset) == index_of(seat, offset);
	return like;
}

static bool
is_chosen(const struct seat *seat, struct seat *const chosen[], unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (chosen[i] == seat)
			return true;
	return false;
}

/*
 * The free seat farthest from the n chosen ones: in the package, then the L3,
 * that has the fewest of them.  NULL if there is none.
 */
static struct seat *
farthest(const struct placement_machine *machine, const struct wish *wish,
    int within, struct seat *const chosen[], unsigned n)
{
	struct seat *best = NULL;
	unsigned best_rank = 0;

	for (unsigned i = 0; i < machine->n_seats; i++) {
		struct seat *seat = &machine->seats[i];
		unsigned rank;

		if ((!seat->is_first && !wish->any_thread) ||
		    (wish->within && index_of(seat, wish->within) != within) ||
		    is_chosen(seat, chosen, n))
			continue;
		rank = count_like(
		           seat, offsetof(struct seat, package), chosen, n) *
		        PLACEMENT_CPUS_MAX +
		    count_like(seat, offsetof(struct seat, l3), chosen, n);
		if (best == NULL || rank < best_rank) {
			best = seat;
			best_rank = rank;
		}
	}
	return best;
}

/* Chooses n seats for a wish that share the index within; true if there are. */
static bool
choose(const struct placement_machine *machine, const struct wish *wish,
    int within, struct seat *chosen[], unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		chosen[i] = farthest(machine, wish, within, chosen, i);
		if (chosen[i] == NULL)
			return false;
	}
	return wish->across == 0 ||
	    count_like(chosen[0], wish->across, chosen, n) < n;
}

static bool
grant(const struct placement_machine *machine, const struct wish *wish,
    struct seat *chosen[], unsigned n)
{
	if (wish->within == 0)
		return choose(machine, wish, 0, chosen, n);
	for (unsigned i = 0; i < machine->n_seats; i++) {
		const int within = index_of(&machine->seats[i], wish->within);

		if (within != -1 && choose(machine, wish, within, chosen, n))
			return true;
	}
	return false;
}

int
placement_find(const struct placement_machine *machine, const char *name,
    unsigned n, unsigned ret_cpus[], struct reason *why)
{
	const struct wish *wish = wishes;
	const struct wish *end = wishes + sizeof(wishes) / sizeof(wishes[0]);
	struct seat *chosen[PLACEMENT_CPUS_MAX];

	while (wish < end && strcmp(wish->name, name) != 0)
		wish++;
	if (wish == end)
		return reason_set(why, -ENOENT,
		    "there is no placement '%s'; there are same-core, same-l3, "
		    "same-socket, cross-socket and spread",
		    name);
	if (n > machine->n_seats || !grant(machine, wish, chosen, n)) {
		char lack[REASON_BYTES];

		snprintf(lack, sizeof(lack), wish->lack, n);
		return reason_set(why, -ENODEV,
		    "%s among the %u CPUs that this process may use", lack,
		    machine->n_seats);
	}
	for (unsigned i = 0; i < n; i++)
		ret_cpus[i] = chosen[i]->cpu;
	return 0;
}

int
placement_parse(const struct placement_machine *machine, const char *list,
    unsigned ret_cpus[], unsigned *ret_n, struct reason *why)
{
	hwloc_bitmap_t set = hwloc_bitmap_alloc();
	unsigned n = 0;
	int cpu;
	int err = 0;

	if (set == NULL)
		return -ENOMEM;
	if (hwloc_bitmap_list_sscanf(set, list) != 0 ||
	    hwloc_bitmap_iszero(set) || hwloc_bitmap_weight(set) < 0 ||
	    hwloc_bitmap_weight(set) > PLACEMENT_CPUS_MAX) {
		err = reason_set(why, -EINVAL,
		    "'%s' is not a list of CPUs such as 0,2-3", list);
		goto free_set;
	}
	if (!hwloc_bitmap_isincluded(set, machine->allowed)) {
		hwloc_bitmap_andnot(set, set, machine->allowed);
		err = reason_set(why, -ENODEV,
		    "CPU %d is not in the set that this process may use",
		    hwloc_bitmap_first(set));
		goto free_set;
	}
	hwloc_bitmap_foreach_begin(cpu, set) ret_cpus[n++] = (unsigned)cpu;
	hwloc_bitmap_foreach_end();
	*ret_n = n;

free_set:
	hwloc_bitmap_free(set);
	return err;
}

int
placement_pin(const struct placement_machine *machine, unsigned cpu)
{
	hwloc_bitmap_t set = hwloc_bitmap_alloc();
	int err = 0;

	if (set == NULL)
		return -ENOMEM;
	if (hwloc_bitmap_only(set, cpu) != 0 ||
	    hwloc_set_cpubind(machine->topology, set,
	        HWLOC_CPUBIND_THREAD | HWLOC_CPUBIND_STRICT) != 0)
		err = -errno;
	hwloc_bitmap_free(set);
	return err;
}

int
placement_describe(
    const struct placement_machine *machine, char *ret_text, unsigned bytes)
{
	if (hwloc_topology_export_synthetic(
	        machine->topology, ret_text, bytes, 0) < 0) {
		ret_text[0] = '\0';
		return -EIO;
	}
	return 0;
}
