/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/placement.h"

#include "bench/machine/nodes.h"

#include <errno.h>
#include <hwloc.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct placement_machine {
	hwloc_topology_t topology;
	hwloc_bitmap_t allowed; /* CPUs that this process may use */
	struct nodes nodes;
	struct location *locations; /* one for each of these CPUs */
	unsigned n_locations;
};

/* Returns the major version of the hwloc that wrote the XML; 0 if unknown. */
static unsigned
find_version(const char *xml)
{
	const char *topology = strstr(xml, "<topology");
	unsigned major = 0;

	if (topology != NULL &&
	    sscanf(topology, "<topology version=%*[\"']%u", &major) != 1)
		return 0;
	return major;
}

static int
load_xml(hwloc_topology_t topology, const char *xml, struct reason *why)
{
	const unsigned own = hwloc_get_api_version() >> 16;
	const unsigned version = find_version(xml);
	const size_t bytes = strlen(xml) + 1;

	if (version > own)
		return reason_set(why, -EPROTONOSUPPORT,
		    "it is XML of hwloc %u, and hwloc is %u here: save it with "
		    "lstopo --of v%uxml FILE.xml",
		    version, own, own);
	if (bytes > INT_MAX ||
	    hwloc_topology_set_xmlbuffer(topology, xml, (int)bytes) != 0 ||
	    hwloc_topology_load(topology) != 0)
		return reason_set(
		    why, -EINVAL, "hwloc makes no machine of this XML");
	return 0;
}

static int
load_topology(
    hwloc_topology_t topology, const char *description, struct reason *why)
{
	if (description == NULL) {
		if (hwloc_topology_load(topology) != 0)
			return reason_set(
			    why, -EIO, "hwloc cannot load the topology");
		return 0;
	}
	if (description[0] == '<')
		return load_xml(topology, description, why);
	if (hwloc_topology_set_synthetic(topology, description) != 0 ||
	    hwloc_topology_load(topology) != 0)
		return reason_set(why, -EINVAL,
		    "hwloc refuses the description '%.80s'", description);
	return 0;
}

/*
 * Fills the allowed set: the inherited CPUs, or all CPUs of a described
 * machine.
 */
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

/* Finds the parts of the machine that contain a CPU. */
static void
find_levels(
    hwloc_topology_t topology, hwloc_obj_t pu, struct location *location)
{
	static const struct {
		enum level level;
		hwloc_obj_type_t type;
	} types[] = {
		{ LEVEL_CORE, HWLOC_OBJ_CORE },
		{ LEVEL_L1, HWLOC_OBJ_L1CACHE },
		{ LEVEL_L2, HWLOC_OBJ_L2CACHE },
		{ LEVEL_L3, HWLOC_OBJ_L3CACHE },
		{ LEVEL_L4, HWLOC_OBJ_L4CACHE },
		{ LEVEL_L5, HWLOC_OBJ_L5CACHE },
		{ LEVEL_DIE, HWLOC_OBJ_DIE },
		{ LEVEL_PACKAGE, HWLOC_OBJ_PACKAGE },
	};

	for (unsigned i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		hwloc_obj_t above =
		    hwloc_get_ancestor_obj_by_type(topology, types[i].type, pu);

		location->at[types[i].level] =
		    above == NULL ? -1 : (int)above->logical_index;
	}
	location->at[LEVEL_MACHINE] = 0;
}

/* The rank of the core's kind; -1 for all where hwloc knows of none. */
static int
kind_of(hwloc_topology_t topology, hwloc_obj_t pu)
{
	return hwloc_cpukinds_get_by_cpuset(topology, pu->cpuset, 0);
}

static int
fill_locations(struct placement_machine *machine, struct reason *why)
{
	hwloc_topology_t topology = machine->topology;
	const int n = hwloc_bitmap_weight(machine->allowed);
	hwloc_obj_t pu = NULL;
	const struct location *before = NULL;

	machine->locations =
	    calloc(n > 0 ? (size_t)n : 1, sizeof(*machine->locations));
	if (machine->locations == NULL)
		return -ENOMEM;
	/* A damaged topology may have more CPUs than its set says. */
	while ((int)machine->n_locations < n &&
	    (pu = hwloc_get_next_obj_inside_cpuset_by_type(
	         topology, machine->allowed, HWLOC_OBJ_PU, pu)) != NULL) {
		struct location *location =
		    &machine->locations[machine->n_locations++];

		location->cpu = pu->os_index;
		find_levels(topology, pu, location);
		nodes_find(&machine->nodes, pu, location);
		location->kind = kind_of(topology, pu);
		location->is_first = before == NULL ||
		    !location_share(before, location, LEVEL_CORE) ||
		    before->kind != location->kind;
		before = location;
	}
	if (machine->n_locations == 0)
		return reason_set(
		    why, -EINVAL, "the topology has no CPU that may be used");
	return 0;
}

static int
survey_machine(struct placement_machine *machine, const char *description,
    struct reason *why)
{
	int err = load_topology(machine->topology, description, why);

	if (err == 0)
		err = find_allowed(machine, why);
	if (err < 0)
		return err;
	nodes_open(machine->topology, &machine->nodes);
	return fill_locations(machine, why);
}

int
placement_open(
    const char *description, struct placement_machine **ret, struct reason *why)
{
	struct placement_machine *machine = calloc(1, sizeof(*machine));
	int err;

	if (machine == NULL)
		return -ENOMEM;
	machine->allowed = hwloc_bitmap_alloc();
	if (machine->allowed == NULL)
		goto free_machine;
	if (hwloc_topology_init(&machine->topology) != 0)
		goto free_allowed;
	err = survey_machine(machine, description, why);
	if (err < 0)
		placement_close(machine);
	else
		*ret = machine;
	return err;

free_allowed:
	hwloc_bitmap_free(machine->allowed);
free_machine:
	free(machine);
	return -ENOMEM;
}

void
placement_close(struct placement_machine *machine)
{
	if (machine == NULL)
		return;
	free(machine->locations);
	nodes_close(&machine->nodes);
	hwloc_topology_destroy(machine->topology);
	hwloc_bitmap_free(machine->allowed);
	free(machine);
}

unsigned
placement_count(const struct placement_machine *machine)
{
	return machine->n_locations;
}

bool
placement_is_here(const struct placement_machine *machine)
{
	return hwloc_topology_is_thissystem(machine->topology);
}

const struct location *
placement_locations(const struct placement_machine *machine)
{
	return machine->locations;
}

const struct location *
placement_location(const struct placement_machine *machine, unsigned cpu)
{
	for (unsigned i = 0; i < machine->n_locations; i++)
		if (machine->locations[i].cpu == cpu)
			return &machine->locations[i];
	return NULL;
}

const char *
placement_kind_name(const struct placement_machine *machine, int kind)
{
	unsigned n = 0;
	struct hwloc_info_s *infos;

	if (kind < 0 ||
	    hwloc_cpukinds_get_info(machine->topology, (unsigned)kind, NULL,
	        NULL, &n, &infos, 0) != 0)
		return NULL;
	for (unsigned i = 0; i < n; i++)
		if (strcmp(infos[i].name, "CoreType") == 0)
			return infos[i].value;
	return NULL;
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

unsigned
placement_count_nodes(const struct placement_machine *machine)
{
	const int n =
	    hwloc_get_nbobjs_by_type(machine->topology, HWLOC_OBJ_NUMANODE);

	return n < 0 ? 0 : (unsigned)n;
}

int
placement_bind_memory(const struct placement_machine *machine, void *memory,
    size_t bytes, int node)
{
	hwloc_bitmap_t set = hwloc_bitmap_alloc();
	int err = 0;

	if (set == NULL)
		return -ENOMEM;
	/*
	 * Without HWLOC_MEMBIND_STRICT: a full node must not kill the process.
	 */
	if (node < 0)
		err = -ENODEV;
	else if (hwloc_bitmap_only(set, (unsigned)node) != 0 ||
	    hwloc_set_area_membind(machine->topology, memory, bytes, set,
	        HWLOC_MEMBIND_BIND, HWLOC_MEMBIND_BYNODESET) != 0)
		err = -errno;
	hwloc_bitmap_free(set);
	return err;
}

int
placement_find_memory(const struct placement_machine *machine,
    const void *memory, size_t bytes, int *ret_node)
{
	hwloc_bitmap_t set = hwloc_bitmap_alloc();
	int err = 0;

	if (set == NULL)
		return -ENOMEM;
	if (hwloc_get_area_memlocation(machine->topology, memory, bytes, set,
	        HWLOC_MEMBIND_BYNODESET) != 0)
		err = -errno;
	else if (hwloc_bitmap_weight(set) != 1)
		err = -ENXIO;
	else
		*ret_node = hwloc_bitmap_first(set);
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
