/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/unit/memory.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * One mapping for each node, large enough for all; only used pages are touched.
 */
struct mapping {
	int node;
	unsigned cpu; /* the first thread's there */
	int bind_err;
	unsigned char *start;
};

struct atlas {
	const struct placement_machine *machine;
	struct mapping mappings[PLACEMENT_CPUS_MAX]; /* the site's first */
	unsigned n_mappings;
	size_t bytes; /* of each */
	unsigned char *records[PLACEMENT_CPUS_MAX];
};

/*
 * Returns the mapping for the node of a CPU, and makes it if there is none;
 * NULL: see errno.
 */
static struct mapping *
mapping_for(struct atlas *atlas, unsigned cpu)
{
	const struct location *location =
	    placement_location(atlas->machine, cpu);
	struct mapping mapping = {
		.node = location == NULL ? -1 : location->memory,
		.cpu = cpu,
	};

	for (unsigned i = 0; i < atlas->n_mappings; i++)
		if (atlas->mappings[i].node == mapping.node)
			return &atlas->mappings[i];
	mapping.start = mmap(NULL, atlas->bytes, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mapping.start == MAP_FAILED)
		return NULL;
	mapping.bind_err = placement_bind_memory(
	    atlas->machine, mapping.start, atlas->bytes, mapping.node);
	atlas->mappings[atlas->n_mappings] = mapping;
	return &atlas->mappings[atlas->n_mappings++];
}

/*
 * The thread on that CPU touches it first, so that the system chooses its node.
 */
static void
touch(unsigned member, void *arg)
{
	const struct atlas *atlas = arg;
	const size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
	const struct mapping *home = &atlas->mappings[0];
	volatile unsigned char *record = atlas->records[member];

	if (member == 0) {
		for (size_t i = 0; i < atlas->bytes; i += page_bytes)
			((volatile unsigned char *)home->start)[i] = 0;
	} else if (record < home->start ||
	    record >= home->start + atlas->bytes) {
		record[0] = 0;
		record[ARM_THREAD_BYTES - 1] = 0;
	}
}

/* Notes the first mapping that is, or may be, on the wrong node. */
static void
look_at(const struct atlas *atlas, struct reason *notice)
{
	for (unsigned i = 0; i < atlas->n_mappings; i++) {
		const struct mapping *m = &atlas->mappings[i];
		int node;
		const int err = placement_find_memory(
		    atlas->machine, m->start, atlas->bytes, &node);

		if (err == 0 ? node == m->node : m->bind_err == 0)
			continue;
		if (m->bind_err < 0)
			reason_set(notice, 0,
			    "memory for CPU %u cannot be bound to node %d: %s; "
			    "it is where that CPU touched it first",
			    m->cpu, m->node, strerror(-m->bind_err));
		else
			reason_set(notice, 0,
			    "memory for CPU %u is on node %d instead of %d, "
			    "which may be full",
			    m->cpu, node, m->node);
		return;
	}
}

int
memory_map(const struct placement_machine *machine, struct workers *workers,
    const unsigned cpus[], unsigned n, struct memory *ret, struct reason *why)
{
	struct atlas atlas = {
		.machine = machine,
		.bytes = sizeof(struct arm_site) +
		    ((size_t)n + 1) * ARM_THREAD_BYTES,
	};

	*ret = (struct memory){ 0 };
	for (unsigned i = 0; i <= n; i++) {
		const struct mapping *m =
		    mapping_for(&atlas, cpus[i < n ? i : 0]);
		unsigned char *record;

		if (m == NULL)
			return reason_set(why, -errno,
			    "cannot map %zu bytes: %s", atlas.bytes,
			    strerror(errno));
		record = m->start + sizeof(struct arm_site) +
		    (size_t)i * ARM_THREAD_BYTES;
		ret->threads[i] = (struct thread *)record;
		if (i < n)
			atlas.records[i] = record;
	}
	ret->site = (struct arm_site *)atlas.mappings[0].start;
	workers_run(workers, touch, &atlas);
	if (placement_count_nodes(machine) > 1)
		look_at(&atlas, &ret->notice);
	return 0;
}
