/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/environment_task.h"

#include "bench/machine/probe.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>

/*
 * Fields of /proc/self/stat, counted from the state behind the name: proc(5).
 */
#define STAT_NICE   17
#define STAT_POLICY 39

/* Finds a number in what stands behind the name; false if it ends before. */
static bool
take_field(const char *rest, unsigned field, int *ret)
{
	for (; field > 1; field--) {
		rest += strspn(rest, " ");
		rest += strcspn(rest, " ");
	}
	return sscanf(rest, "%d", ret) == 1;
}

static const char *
policy_name(int policy)
{
	switch (policy) {
	case SCHED_OTHER:
		return "other";
	case SCHED_FIFO:
		return "fifo";
	case SCHED_RR:
		return "rr";
	case SCHED_BATCH:
		return "batch";
	case SCHED_IDLE:
		return "idle";
	default:
		return "another";
	}
}

static void
look_at_priority(struct environment *environment)
{
	struct environment_finding *finding;
	char line[PROBE_LINE_BYTES];
	const char *rest;
	int nice;
	int policy;

	if (!probe_line(environment->scope.root, line, "/proc/self/stat"))
		return;
	/* A name may have blanks and brackets in it. */
	rest = strrchr(line, ')');
	if (rest == NULL || !take_field(rest + 1, STAT_NICE, &nice) ||
	    !take_field(rest + 1, STAT_POLICY, &policy))
		return;
	finding = environment_add(environment, "nice");
	snprintf(finding->value, sizeof(finding->value), "%d", nice);
	if (nice > 0) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "whoever is less nice goes first: start "
		                  "without nice";
	}
	finding = environment_add(environment, "scheduler");
	snprintf(
	    finding->value, sizeof(finding->value), "%s", policy_name(policy));
	if (policy != SCHED_OTHER) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "threads are not scheduled as usual: start "
		                  "without chrt";
	}
}

static void
look_at_group(struct environment *environment)
{
	const struct cgroup *group = &environment->group;
	struct environment_finding *finding;

	environment->has_group =
	    cgroup_look(environment->scope.root, &environment->group);
	if (!environment->has_group)
		return;
	finding = environment_add(environment, "cpu_quota");
	if (!group->has_quota) {
		snprintf(finding->value, sizeof(finding->value), "none");
		return;
	}
	snprintf(finding->value, sizeof(finding->value),
	    "%.10g CPUs in periods of %lld us", group->quota_cpus,
	    (long long)group->period_us);
	if (group->quota_cpus < environment->scope.n_cpus) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "rows use more CPUs than that: when it is "
		                  "used up, all threads stop: raise the quota";
	}
}

void
environment_look_at_task(struct environment *environment)
{
	look_at_priority(environment);
	look_at_group(environment);
}

void
environment_look_again(struct environment *environment)
{
	struct environment_finding *finding;
	struct cgroup now;
	long long times;

	if (!environment->has_group ||
	    !cgroup_look(environment->scope.root, &now))
		return;
	times = now.n_throttled - environment->group.n_throttled;
	finding = environment_add(environment, "throttled");
	snprintf(finding->value, sizeof(finding->value), "%lld", times);
	if (times > 0) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "periods in which the group had used up its "
		                  "CPU time, and all threads stopped: raise "
		                  "the quota";
	}
}
