/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves which groups of CPU time are found in both versions, on a host and in
 * a container, that the tightest of those above counts, and that being
 * throttled in any of them does.
 */
#include "bench/machine/cgroup.h"

#include <stdio.h>

#include "tests/bench/machine/fake_root.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define CGROUP_TEST(name) TEST_WITH(name, scratch_create, scratch_destroy)

#define V2 "/sys/fs/cgroup"
#define V1 "/sys/fs/cgroup/cpu,cpuacct"

/* A host with version 2 alone, and this process in the group at path. */
static void
use_v2(const char *root, const char *path)
{
	char line[256];

	fake_root_put(root,
	    "22 1 0:20 / /proc rw - proc proc rw\n"
	    "30 22 0:26 / " V2 " rw shared:4 - cgroup2 cgroup2 rw,nsdelegate\n",
	    "/proc/self/mountinfo");
	snprintf(line, sizeof(line), "0::%s\n", path);
	fake_root_put(root, line, "/proc/self/cgroup");
}

/* Both versions, with CPU time in the first; the mount shows a group. */
static void
use_v1(const char *root, const char *shown, const char *path)
{
	char lines[512];

	snprintf(lines, sizeof(lines),
	    "31 22 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
	    "32 22 0:28 / /sys/fs/cgroup/cpuset rw - cgroup cgroup "
	    "rw,cpuset\n"
	    "33 22 0:29 %s " V1 " rw - cgroup cgroup rw,cpu,cpuacct\n"
	    "34 22 0:30 / /sys/fs/cgroup/last rw - cgroup2 cgroup2 rw\n",
	    shown);
	fake_root_put(root, lines, "/proc/self/mountinfo");
	snprintf(lines, sizeof(lines),
	    "5:cpuset:/elsewhere\n4:cpu,cpuacct:%s\n0::/elsewhere\n", path);
	fake_root_put(root, lines, "/proc/self/cgroup");
}

CGROUP_TEST(the_tightest_group_of_version_2_counts)
{
	struct cgroup group;

	use_v2(*state, "/a/b");
	fake_root_put(*state, "150000 100000\n", V2 "/a/cpu.max");
	fake_root_put(*state, "max 100000\n", V2 "/a/b/cpu.max");
	assert_true(cgroup_look(*state, &group));
	assert_true(group.has_quota);
	assert_float_equal(group.quota_cpus, 1.5, 1e-9);
	assert_int_equal(group.period_us, 100000);
	fake_root_put(*state, "20000 50000\n", V2 "/a/b/cpu.max");
	assert_true(cgroup_look(*state, &group));
	assert_float_equal(group.quota_cpus, 0.4, 1e-9);
	assert_int_equal(group.period_us, 50000);
}

CGROUP_TEST(a_group_beside_does_not)
{
	struct cgroup group;

	use_v2(*state, "/a");
	fake_root_put(*state, "10000 100000\n", V2 "/ab/cpu.max");
	fake_root_put(*state, "10000 100000\n", V2 "/a/below/cpu.max");
	assert_true(cgroup_look(*state, &group));
	assert_false(group.has_quota);
}

CGROUP_TEST(all_groups_were_throttled_together)
{
	struct cgroup group;

	use_v2(*state, "/a/b");
	fake_root_put(*state,
	    "nr_periods 9\nnr_throttled 2\nthrottled_usec 30\n",
	    V2 "/a/cpu.stat");
	fake_root_put(
	    *state, "nr_throttled 5\nthrottled_usec 100\n", V2 "/a/b/cpu.stat");
	assert_true(cgroup_look(*state, &group));
	assert_int_equal(group.n_throttled, 7);
	assert_int_equal(group.throttled_us, 130);
}

CGROUP_TEST(the_topmost_group_is_counted_once)
{
	struct cgroup group;

	use_v2(*state, "/");
	fake_root_put(*state, "50000 100000\n", V2 "/cpu.max");
	fake_root_put(*state, "nr_throttled 5\n", V2 "/cpu.stat");
	assert_true(cgroup_look(*state, &group));
	assert_float_equal(group.quota_cpus, 0.5, 1e-9);
	assert_int_equal(group.n_throttled, 5);
}

CGROUP_TEST(version_1_counts_where_it_has_cpu_time)
{
	struct cgroup group;

	use_v1(*state, "/", "/a");
	fake_root_put(*state, "-1\n", V1 "/a/cpu.cfs_quota_us");
	fake_root_put(*state, "100000\n", V1 "/a/cpu.cfs_period_us");
	fake_root_put(*state, "nr_throttled 3\nthrottled_time 2000000\n",
	    V1 "/a/cpu.stat");
	assert_true(cgroup_look(*state, &group));
	assert_false(group.has_quota);
	assert_int_equal(group.n_throttled, 3);
	assert_int_equal(group.throttled_us, 2000);
	fake_root_put(*state, "300000\n", V1 "/a/cpu.cfs_quota_us");
	assert_true(cgroup_look(*state, &group));
	assert_float_equal(group.quota_cpus, 3, 1e-9);
}

CGROUP_TEST(a_container_sees_its_group_at_the_top)
{
	struct cgroup group;

	use_v1(*state, "/docker/1234", "/docker/1234/inner");
	fake_root_put(*state, "50000\n", V1 "/cpu.cfs_quota_us");
	fake_root_put(*state, "100000\n", V1 "/cpu.cfs_period_us");
	fake_root_put(*state, "25000\n", V1 "/inner/cpu.cfs_quota_us");
	fake_root_put(*state, "100000\n", V1 "/inner/cpu.cfs_period_us");
	assert_true(cgroup_look(*state, &group));
	assert_float_equal(group.quota_cpus, 0.25, 1e-9);
	/* One that the mount does not show is looked at from its top. */
	use_v1(*state, "/docker/1234", "/docker/12345");
	assert_true(cgroup_look(*state, &group));
	assert_float_equal(group.quota_cpus, 0.5, 1e-9);
}

CGROUP_TEST(without_groups_there_is_nothing)
{
	struct cgroup group;

	assert_false(cgroup_look(*state, &group));
	fake_root_put(*state, "22 1 0:20 / /proc rw - proc proc rw\nnonsense\n",
	    "/proc/self/mountinfo");
	assert_false(cgroup_look(*state, &group));
	use_v1(*state, "/", "/a");
	fake_root_put(*state, "4:memory:/a\nnonsense\n", "/proc/self/cgroup");
	assert_false(cgroup_look(*state, &group));
}
