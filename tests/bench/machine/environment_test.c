/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves of this machine, whatever it is, that every finding says what it is
 * about, and what to do where something is wrong; and of machines that are
 * made up, that of the CPUs in use the worst is named, and no other; what this
 * process may use; and that a clock too coarse makes a machine unfit.
 */
#include "bench/machine/environment.h"

#include <stdio.h>
#include <string.h>

#include "tests/bench/machine/fake_root.h"
#include "tests/lib/scratch.h"
#include "tests/lib/test.h"

#define FAKE_TEST(name) TEST_WITH(name, scratch_create, scratch_destroy)

static const unsigned used[] = { 1, 2, 12 };

static struct environment environment;

static const struct environment_finding *
find_any(const char *name)
{
	for (unsigned i = 0; i < environment.n; i++)
		if (strcmp(environment.findings[i].name, name) == 0)
			return &environment.findings[i];
	return NULL;
}

static const struct environment_finding *
find(const char *name)
{
	const struct environment_finding *f = find_any(name);

	if (f == NULL)
		fail_msg("no finding '%s'", name);
	return f;
}

static void
look(const char *root)
{
	environment_look(
	    &(struct environment_scope){ root, used, 3, 1 }, &environment);
}

/* Looks, and finds this. */
static void
assert_found(const char *root, const char *name, const char *value, int cpu,
    enum environment_status status)
{
	const struct environment_finding *f;

	look(root);
	f = find(name);
	assert_string_equal(f->value, value);
	assert_int_equal(f->cpu, cpu);
	assert_int_equal(f->status, status);
	assert_int_equal(f->advice == NULL, status == ENVIRONMENT_OK);
}

static void
put_cpu(const char *root, unsigned cpu, const char *file, const char *text)
{
	fake_root_put(
	    root, text, "/sys/devices/system/cpu/cpu%u/cpufreq/%s", cpu, file);
}

TEST(every_finding_says_what_and_what_to_do)
{
	look("");
	assert_in_range(environment.n, 2, ENVIRONMENT_MAX);
	for (unsigned i = 0; i < environment.n; i++) {
		const struct environment_finding *f = &environment.findings[i];

		assert_non_null(f->name);
		assert_ptr_equal(find(f->name), f);
		assert_null(strchr(f->value, '\n'));
		if ((f->status == ENVIRONMENT_OK) != (f->advice == NULL))
			fail_msg("%s '%s' is %s with the advice '%s'", f->name,
			    f->value, environment_status_name(f->status),
			    f->advice);
	}
}

TEST(a_coarse_clock_makes_the_machine_unfit)
{
	struct environment_scope scope = { "", used, 1, 1000 };

	environment_look(&scope, &environment);
	assert_string_equal(find("clock_quantum_ns")->value, "1000");
	assert_int_equal(find("clock_quantum_ns")->status, ENVIRONMENT_OK);
	scope.quantum_ns = 1001;
	environment_look(&scope, &environment);
	assert_int_equal(find("clock_quantum_ns")->status, ENVIRONMENT_UNFIT);
}

TEST(every_status_has_its_name)
{
	assert_string_equal(environment_status_name(ENVIRONMENT_OK), "ok");
	assert_string_equal(environment_status_name(ENVIRONMENT_WARN), "warn");
	assert_string_equal(
	    environment_status_name(ENVIRONMENT_UNFIT), "unfit");
}

FAKE_TEST(what_is_not_told_is_left_out)
{
	look(*state);
	assert_int_equal(environment.n, 2);
	find("clock_quantum_ns");
	find("hypervisor");
}

FAKE_TEST(the_worst_governor_in_use_is_named)
{
	put_cpu(*state, 0, "scaling_governor", "powersave\n");
	put_cpu(*state, 1, "scaling_governor", "performance\n");
	put_cpu(*state, 2, "scaling_governor", "performance\n");
	put_cpu(*state, 12, "scaling_governor", "performance\n");
	assert_found(*state, "governor", "performance", 1, ENVIRONMENT_OK);
	put_cpu(*state, 2, "scaling_governor", "schedutil\n");
	assert_found(*state, "governor", "schedutil", 2, ENVIRONMENT_WARN);
	put_cpu(*state, 12, "scaling_governor", "powersave\n");
	assert_found(*state, "governor", "powersave", 12, ENVIRONMENT_WARN);
	put_cpu(*state, 1, "scaling_governor", "of my own\n");
	assert_found(*state, "governor", "of my own", 1, ENVIRONMENT_WARN);
}

FAKE_TEST(so_is_the_worst_preference_and_boost)
{
	put_cpu(*state, 1, "energy_performance_preference", "performance\n");
	put_cpu(*state, 2, "energy_performance_preference", "power\n");
	put_cpu(*state, 12, "energy_performance_preference", "balance_power\n");
	assert_found(*state, "energy_preference", "power", 2, ENVIRONMENT_WARN);
	put_cpu(*state, 1, "boost", "0\n");
	put_cpu(*state, 12, "boost", "1\n");
	assert_found(*state, "cpu_boost", "1", 12, ENVIRONMENT_WARN);
}

FAKE_TEST(a_frequency_that_is_held_down_is_told)
{
	put_cpu(*state, 0, "scaling_max_freq", "1000\n");
	put_cpu(*state, 0, "cpuinfo_max_freq", "4000\n");
	put_cpu(*state, 1, "scaling_max_freq", "4000\n");
	put_cpu(*state, 1, "cpuinfo_max_freq", "4000\n");
	assert_found(
	    *state, "max_frequency", "4000 of 4000 kHz", 1, ENVIRONMENT_OK);
	put_cpu(*state, 12, "scaling_max_freq", "3000\n");
	put_cpu(*state, 12, "cpuinfo_max_freq", "4000\n");
	put_cpu(*state, 2, "scaling_max_freq", "2000\n");
	put_cpu(*state, 2, "cpuinfo_max_freq", "2500\n");
	assert_found(
	    *state, "max_frequency", "3000 of 4000 kHz", 12, ENVIRONMENT_WARN);
}

FAKE_TEST(rows_outside_the_isolated_cpus_are_told)
{
	const char *const path = "/sys/devices/system/cpu/isolated";

	fake_root_put(*state, "\n", "%s", path);
	assert_found(*state, "isolated", "", -1, ENVIRONMENT_OK);
	fake_root_put(*state, "1-3,12\n", "%s", path);
	assert_found(*state, "isolated", "1-3,12", -1, ENVIRONMENT_OK);
	fake_root_put(*state, "1,2,10-11,13\n", "%s", path);
	assert_found(*state, "isolated", "1,2,10-11,13", 12, ENVIRONMENT_WARN);
}

/* A line of /proc/self/stat, of a program that is called to confuse. */
static void
put_task(const char *root, int nice, int policy)
{
	char line[512];

	snprintf(line, sizeof(line),
	    "7 (a) 9 S (b) R 1 2 3 4 5 6 7 8 9 10 11 12 13 14 20 %d 1 0 21 22 "
	    "23 24 25 26 27 28 29 30 31 32 33 34 35 36 17 1 0 %d 0 0\n",
	    nice, policy);
	fake_root_put(root, line, "/proc/self/stat");
}

FAKE_TEST(a_nice_process_is_told)
{
	put_task(*state, 0, 0);
	assert_found(*state, "nice", "0", -1, ENVIRONMENT_OK);
	assert_found(*state, "scheduler", "other", -1, ENVIRONMENT_OK);
	put_task(*state, 19, 5);
	assert_found(*state, "nice", "19", -1, ENVIRONMENT_WARN);
	assert_found(*state, "scheduler", "idle", -1, ENVIRONMENT_WARN);
	put_task(*state, -20, 3);
	assert_found(*state, "nice", "-20", -1, ENVIRONMENT_OK);
	assert_found(*state, "scheduler", "batch", -1, ENVIRONMENT_WARN);
	fake_root_put(*state, "7 (cut) R 1 2\n", "/proc/self/stat");
	look(*state);
	assert_null(find_any("nice"));
}

static void
put_group(const char *root, const char *quota, const char *stat)
{
	fake_root_put(root, "1 0 0:1 / /cg rw - cgroup2 cgroup2 rw\n",
	    "/proc/self/mountinfo");
	fake_root_put(root, "0::/\n", "/proc/self/cgroup");
	fake_root_put(root, quota, "/cg/cpu.max");
	fake_root_put(root, stat, "/cg/cpu.stat");
}

FAKE_TEST(a_quota_below_the_cpus_in_use_is_told)
{
	put_group(*state, "max 100000\n", "");
	assert_found(*state, "cpu_quota", "none", -1, ENVIRONMENT_OK);
	put_group(*state, "300000 100000\n", "");
	assert_found(*state, "cpu_quota", "3 CPUs in periods of 100000 us", -1,
	    ENVIRONMENT_OK);
	put_group(*state, "25000 10000\n", "");
	assert_found(*state, "cpu_quota", "2.5 CPUs in periods of 10000 us", -1,
	    ENVIRONMENT_WARN);
}

FAKE_TEST(being_throttled_counts_from_the_beginning_on)
{
	put_group(*state, "max 100000\n", "nr_throttled 40\n");
	look(*state);
	assert_null(find_any("throttled"));
	environment_look_again(&environment);
	assert_string_equal(find("throttled")->value, "0");
	assert_int_equal(find("throttled")->status, ENVIRONMENT_OK);
	look(*state);
	put_group(*state, "max 100000\n", "nr_throttled 43\n");
	environment_look_again(&environment);
	assert_string_equal(find("throttled")->value, "3");
	assert_int_equal(find("throttled")->status, ENVIRONMENT_WARN);
}

FAKE_TEST(without_groups_nothing_is_looked_at_again)
{
	unsigned n;

	look(*state);
	n = environment.n;
	environment_look_again(&environment);
	assert_int_equal(environment.n, n);
}

FAKE_TEST(a_hypervisor_is_seen_by_its_flag)
{
	fake_root_put(
	    *state, "flags\t\t: fpu hypervisor vme\n", "/proc/cpuinfo");
	assert_found(*state, "hypervisor", "yes", -1, ENVIRONMENT_WARN);
	fake_root_put(
	    *state, "flags\t\t: fpu vme\nbugs: hypervisor \n", "/proc/cpuinfo");
	assert_found(*state, "hypervisor", "not seen", -1, ENVIRONMENT_OK);
}
