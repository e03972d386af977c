/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/environment.h"

#include "base/text.h"
#include "bench/machine/probe.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A clock coarser than this cannot time a slice of 50 us to a per cent. */
#define QUANTUM_MAX_NS 1000

/* How a value is judged. */
enum rule {
	RULE_RECORD,  /* every value is fine */
	RULE_ONE_OF,  /* fine if it is the word */
	RULE_NONE_OF, /* fine if it is none of the words */
	RULE_AT_MOST, /* fine if the number is not larger */
};

/*
 * Each value that the kernel tells: its file, which words are fine, and what
 * another value means and what to do about it.
 */
static const struct {
	const char *name;
	const char *path;
	enum rule rule;
	const char *words; /* separated by spaces */
	enum environment_status otherwise;
	const char *advice;
} sources[] = {
	{ "clocksource",
	    "/sys/devices/system/clocksource/clocksource0/current_clocksource",
	    RULE_NONE_OF, "hpet acpi_pm jiffies refined-jiffies",
	    ENVIRONMENT_UNFIT,
	    "the clock is read by a system call: boot with clocksource=tsc" },
	{ "boost", "/sys/devices/system/cpu/cpufreq/boost", RULE_ONE_OF, "0",
	    ENVIRONMENT_WARN,
	    "the frequency depends on heat and neighbours: write 0 to it" },
	{ "no_turbo", "/sys/devices/system/cpu/intel_pstate/no_turbo",
	    RULE_ONE_OF, "1", ENVIRONMENT_WARN,
	    "the frequency depends on heat and neighbours: write 1 to it" },
	{ "smt", "/sys/devices/system/cpu/smt/active", RULE_ONE_OF, "0",
	    ENVIRONMENT_WARN,
	    "a core's other thread may disturb: keep it idle" },
	{ "nohz_full", "/sys/devices/system/cpu/nohz_full", RULE_RECORD, "",
	    ENVIRONMENT_OK, NULL },
	{ "perf_event_paranoid", "/proc/sys/kernel/perf_event_paranoid",
	    RULE_AT_MOST, "2", ENVIRONMENT_WARN,
	    "counters need 2 or less, or CAP_PERFMON" },
	{ "nmi_watchdog", "/proc/sys/kernel/nmi_watchdog", RULE_ONE_OF, "0",
	    ENVIRONMENT_WARN, "it takes one of the PMU's counters" },
	{ "numa_balancing", "/proc/sys/kernel/numa_balancing", RULE_ONE_OF, "0",
	    ENVIRONMENT_WARN, "pages may move while a row runs" },
	{ "randomize_va_space", "/proc/sys/kernel/randomize_va_space",
	    RULE_ONE_OF, "1 2", ENVIRONMENT_WARN,
	    "every unit has the same layout: one sample, not many" },
	{ "transparent_hugepage", "/sys/kernel/mm/transparent_hugepage/enabled",
	    RULE_RECORD, "", ENVIRONMENT_OK, NULL },
};

#define N_SOURCES (sizeof(sources) / sizeof(sources[0]))

const char *
environment_status_name(enum environment_status status)
{
	static const char *const names[] = {
		[ENVIRONMENT_OK] = "ok",
		[ENVIRONMENT_WARN] = "warn",
		[ENVIRONMENT_UNFIT] = "unfit",
	};

	return names[status];
}

static bool
is_one_of(const char *value, const char *words)
{
	return value[0] != '\0' && text_has_word(words, ' ', value);
}

static bool
is_fine(enum rule rule, const char *value, const char *words)
{
	switch (rule) {
	case RULE_ONE_OF:
		return is_one_of(value, words);
	case RULE_NONE_OF:
		return !is_one_of(value, words);
	case RULE_AT_MOST:
		return atoi(value) <= atoi(words);
	case RULE_RECORD:
		break;
	}
	return true;
}

struct environment_finding *
environment_add(struct environment *environment, const char *name)
{
	struct environment_finding *finding =
	    &environment->findings[environment->n++];

	*finding = (struct environment_finding){ .name = name, .cpu = -1 };
	return finding;
}

/* Whether /proc/cpuinfo tells of a hypervisor: x86 does, by a flag. */
static bool
has_hypervisor(const char *root)
{
	FILE *f = probe_open(root, "/proc/cpuinfo");
	bool has = false;
	char *line = NULL;
	size_t size = 0;

	while (f != NULL && !has && getline(&line, &size, f) > 0)
		has = strncmp(line, "flags", 5) == 0 &&
		    strstr(line, " hypervisor ") != NULL;
	free(line);
	if (f != NULL)
		fclose(f);
	return has;
}

static void
look_at_hypervisor(struct environment *environment)
{
	const bool is_virtual = has_hypervisor(environment->scope.root);
	struct environment_finding *finding =
	    environment_add(environment, "hypervisor");

	snprintf(finding->value, sizeof(finding->value), "%s",
	    is_virtual ? "yes" : "not seen");
	if (is_virtual) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "a virtual machine: its host may take the "
		                  "CPUs away unseen";
	}
}

/* The fourth field of /proc/loadavg: runnable threads / all. */
static void
look_at_load(struct environment *environment)
{
	struct environment_finding *finding;
	char line[PROBE_LINE_BYTES];
	int runnable;

	if (!probe_line(environment->scope.root, line, "/proc/loadavg") ||
	    sscanf(line, "%*s %*s %*s %d/", &runnable) != 1)
		return;
	finding = environment_add(environment, "runnable_threads");
	snprintf(finding->value, sizeof(finding->value), "%d", runnable);
	if (runnable > 1) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "others run here: end them for quiet rows";
	}
}

static void
look_at_clock(struct environment *environment)
{
	const uint64_t quantum_ns = environment->scope.quantum_ns;
	struct environment_finding *finding =
	    environment_add(environment, "clock_quantum_ns");

	snprintf(finding->value, sizeof(finding->value), "%llu",
	    (unsigned long long)quantum_ns);
	if (quantum_ns > QUANTUM_MAX_NS) {
		finding->status = ENVIRONMENT_UNFIT;
		finding->advice = "the clock is too coarse for slices of 50 us";
	}
}

static void
look_at_sources(struct environment *environment)
{
	for (unsigned i = 0; i < N_SOURCES; i++) {
		struct environment_finding *finding;
		char line[PROBE_LINE_BYTES];

		if (!probe_line(
		        environment->scope.root, line, "%s", sources[i].path))
			continue;
		finding = environment_add(environment, sources[i].name);
		snprintf(finding->value, sizeof(finding->value), "%.*s",
		    ENVIRONMENT_TEXT_BYTES - 1, line);
		if (!is_fine(
		        sources[i].rule, finding->value, sources[i].words)) {
			finding->status = sources[i].otherwise;
			finding->advice = sources[i].advice;
		}
	}
}

/*
 * Fields of /proc/self/stat, counted from the state, which follows the name:
 * proc(5).
 */
#define STAT_NICE   17
#define STAT_POLICY 39

/* Parses a field of the text behind the name; false if the text ends before. */
static bool
parse_field(const char *rest, unsigned field, int *ret)
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
	/* The name may contain blanks and brackets. */
	rest = strrchr(line, ')');
	if (rest == NULL || !parse_field(rest + 1, STAT_NICE, &nice) ||
	    !parse_field(rest + 1, STAT_POLICY, &policy))
		return;
	finding = environment_add(environment, "nice");
	snprintf(finding->value, sizeof(finding->value), "%d", nice);
	if (nice > 0) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "less nice processes run first: start "
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
environment_look(const struct environment_scope *scope, struct environment *ret)
{
	*ret = (struct environment){ .scope = *scope };
	look_at_clock(ret);
	look_at_hypervisor(ret);
	look_at_load(ret);
	look_at_sources(ret);
	environment_look_at_cpus(ret);
	look_at_priority(ret);
	look_at_group(ret);
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
