/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves where the memory of a row is: on this machine by asking the kernel,
 * and on described ones, whose kernel is faked, by what it is asked to bind.
 */
#include "bench/unit/memory.h"

#include "here.h"

#include <errno.h>
#include <hwloc.h>
#include <linux/mempolicy.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/lib/test.h"

#define BINDS_MAX 8
#define NODES_MAX 1024

/* What was asked to be bound, and how the kernel is faked to answer. */
static struct bind {
	const unsigned char *start;
	size_t bytes;
	int node;
} binds[BINDS_MAX];
static unsigned n_binds;
static bool is_fake;
static int bind_errno;
static int lies_on; /* -1: where it was bound to */

static struct placement_machine *here;
static struct placement_machine *machine;
static struct workers *workers;
static struct memory memory;
static struct reason why;

int __real_hwloc_set_area_membind(hwloc_topology_t topology, const void *start,
    size_t bytes, hwloc_const_bitmap_t set, hwloc_membind_policy_t policy,
    int flags);
int __wrap_hwloc_set_area_membind(hwloc_topology_t topology, const void *start,
    size_t bytes, hwloc_const_bitmap_t set, hwloc_membind_policy_t policy,
    int flags);
int __real_hwloc_get_area_memlocation(hwloc_topology_t topology,
    const void *start, size_t bytes, hwloc_bitmap_t set, int flags);
int __wrap_hwloc_get_area_memlocation(hwloc_topology_t topology,
    const void *start, size_t bytes, hwloc_bitmap_t set, int flags);

int
__wrap_hwloc_set_area_membind(hwloc_topology_t topology, const void *start,
    size_t bytes, hwloc_const_bitmap_t set, hwloc_membind_policy_t policy,
    int flags)
{
	if (!is_fake)
		return __real_hwloc_set_area_membind(
		    topology, start, bytes, set, policy, flags);
	assert_true(n_binds < BINDS_MAX);
	assert_int_equal(flags, HWLOC_MEMBIND_BYNODESET);
	binds[n_binds++] =
	    (struct bind){ start, bytes, hwloc_bitmap_first(set) };
	errno = bind_errno;
	return bind_errno == 0 ? 0 : -1;
}

int
__wrap_hwloc_get_area_memlocation(hwloc_topology_t topology, const void *start,
    size_t bytes, hwloc_bitmap_t set, int flags)
{
	if (!is_fake)
		return __real_hwloc_get_area_memlocation(
		    topology, start, bytes, set, flags);
	if (bind_errno != 0) {
		errno = bind_errno;
		return -1;
	}
	for (unsigned i = 0; i < n_binds; i++)
		if (binds[i].start == start)
			return hwloc_bitmap_only(set,
			    (unsigned)(lies_on == -1 ? binds[i].node
			                             : lies_on));
	fail_msg("asked of memory that was never bound");
	return -1;
}

static int
set_up(void **state)
{
	(void)state;
	n_binds = 0;
	is_fake = false;
	bind_errno = 0;
	lies_on = -1;
	machine = NULL;
	workers = NULL;
	return placement_open(NULL, &here, &why);
}

static int
tear_down(void **state)
{
	(void)state;
	workers_destroy(workers);
	placement_close(machine);
	placement_close(here);
	return 0;
}

/* Has n threads of this machine work for CPUs of a described one. */
static void
map(const char *description, unsigned n, const unsigned cpus[])
{
	unsigned own[2];

	/* They need not run at once. */
	assert_true(here_cpus(1, own));
	own[1] = own[0];
	if (description != NULL)
		assert_int_equal(
		    placement_open(description, &machine, &why), 0);
	is_fake = description != NULL;
	if (workers_create(here, own, n, &workers, &why) < 0 ||
	    memory_map(is_fake ? machine : here, workers, is_fake ? cpus : own,
	        n, &memory, &why) < 0)
		fail_msg("%s", why.text);
}

/* Where the kernel is bound to put a page, as it says itself; -1: nowhere. */
static int
bound_to(const void *page)
{
	unsigned long mask[NODES_MAX / (8 * sizeof(unsigned long))] = { 0 };
	int mode = MPOL_DEFAULT;

	if (syscall(SYS_get_mempolicy, &mode, mask, NODES_MAX, page,
	        MPOL_F_ADDR) != 0) {
		print_message("# the kernel keeps its policies to itself\n");
		skip();
	}
	if (mode == MPOL_DEFAULT || mode == MPOL_LOCAL)
		return -1;
	for (int node = 0; node < NODES_MAX; node++)
		if (mask[(unsigned)node / (8 * sizeof(mask[0]))] >>
		        ((unsigned)node % (8 * sizeof(mask[0]))) &
		    1)
			return node;
	return -1;
}

/* The node on which a page that was touched is. */
static int
lies_at(const void *page)
{
	int node = -1;

	if (syscall(SYS_get_mempolicy, &node, NULL, 0, page,
	        MPOL_F_NODE | MPOL_F_ADDR) != 0)
		return -1;
	return node;
}

TEST_WITH(test_here_it_is_bound_to_the_node_of_its_cpu, set_up, tear_down)
{
	unsigned own[1];
	const struct location *location;
	int node = -1;

	map(NULL, 1, NULL);
	assert_true(here_cpus(1, own));
	location = placement_location(here, own[0]);
	assert_int_equal(bound_to(memory.site), location->memory);
	assert_int_equal(lies_at(memory.site), location->memory);
	assert_int_equal(lies_at(memory.threads[0]), location->memory);
	assert_int_equal(placement_find_memory(
	                     here, memory.site, sizeof(*memory.site), &node),
	    0);
	assert_int_equal(node, location->memory);
	assert_string_equal(memory.notice.text, "");
}

static size_t
offset_of(unsigned thread)
{
	return (size_t)((unsigned char *)memory.threads[thread] -
	    (unsigned char *)memory.site);
}

TEST_WITH(test_on_one_node_the_records_follow_the_site, set_up, tear_down)
{
	map("pack:1 [numa] core:2 pu:1", 2, (unsigned[]){ 1, 0 });
	assert_int_equal(n_binds, 1);
	assert_ptr_equal(binds[0].start, memory.site);
	assert_int_equal(binds[0].node, 0);
	for (unsigned i = 0; i <= 2; i++)
		assert_int_equal(offset_of(i),
		    sizeof(struct arm_site) + i * ARM_THREAD_BYTES);
	assert_true(offset_of(2) + ARM_THREAD_BYTES <= binds[0].bytes);
}

TEST_WITH(test_a_record_is_on_its_own_threads_node, set_up, tear_down)
{
	const unsigned char *record;

	map("pack:2 [numa(indexes=5,3)] core:2 pu:1", 2, (unsigned[]){ 2, 0 });
	assert_int_equal(n_binds, 2);
	/* The lock is where the first thread is, and so is who never runs. */
	assert_ptr_equal(binds[0].start, memory.site);
	assert_int_equal(binds[0].node, 3);
	assert_int_equal(offset_of(0), sizeof(struct arm_site));
	assert_int_equal(
	    offset_of(2), sizeof(struct arm_site) + 2 * ARM_THREAD_BYTES);
	/* The second's lies in its own pages as it would in the first's. */
	assert_int_equal(binds[1].node, 5);
	record = (const unsigned char *)memory.threads[1];
	assert_int_equal(record - binds[1].start,
	    sizeof(struct arm_site) + ARM_THREAD_BYTES);
	assert_true(
	    record + ARM_THREAD_BYTES <= binds[1].start + binds[1].bytes);
	assert_string_equal(memory.notice.text, "");
}

TEST_WITH(test_a_refused_binding_is_told_and_not_fatal, set_up, tear_down)
{
	bind_errno = EPERM;
	map("pack:2 [numa] core:2 pu:1", 2, (unsigned[]){ 2, 0 });
	assert_string_equal(memory.notice.text,
	    "memory for CPU 2 cannot be bound to node 1: Operation not "
	    "permitted; it is where that CPU touched it first");
	memory.site->count = 1;
	memset(memory.threads[1], 1, ARM_THREAD_BYTES);
}

TEST_WITH(test_with_one_node_there_is_nothing_to_tell, set_up, tear_down)
{
	bind_errno = EPERM;
	map("pack:1 [numa] core:2 pu:1", 1, (unsigned[]){ 0 });
	assert_string_equal(memory.notice.text, "");
}

TEST_WITH(test_memory_on_another_node_is_told, set_up, tear_down)
{
	lies_on = 0;
	map("pack:2 [numa] core:2 pu:1", 2, (unsigned[]){ 0, 2 });
	assert_string_equal(memory.notice.text,
	    "memory for CPU 2 is on node 0 instead of 1, which may be full");
}
