/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/environment.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A clock this coarse cannot time a slice of 50 us to a per cent. */
#define QUANTUM_MAX_NS 1000

/* How a value is judged: fine if it is one of these words, or is not. */
enum rule {
	RULE_RECORD,  /* every value is fine */
	RULE_ONE_OF,  /* fine if it is the word */
	RULE_NONE_OF, /* fine if it is none of the words */
	RULE_AT_MOST, /* fine if the number is not larger */
};

/*
 * Each thing the kernel tells: where, what is fine, what it means if not, and
 * what to do.
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
	{ "governor", "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor",
	    RULE_ONE_OF, "performance", ENVIRONMENT_WARN,
	    "the frequency may change: cpupower frequency-set -g performance" },
	{ "boost", "/sys/devices/system/cpu/cpufreq/boost", RULE_ONE_OF, "0",
	    ENVIRONMENT_WARN,
	    "the frequency depends on heat and neighbours: write 0 to it" },
	{ "no_turbo", "/sys/devices/system/cpu/intel_pstate/no_turbo",
	    RULE_ONE_OF, "1", ENVIRONMENT_WARN,
	    "the frequency depends on heat and neighbours: write 1 to it" },
	{ "smt", "/sys/devices/system/cpu/smt/active", RULE_ONE_OF, "0",
	    ENVIRONMENT_WARN,
	    "a core's other thread may disturb: keep it idle" },
	{ "isolated", "/sys/devices/system/cpu/isolated", RULE_RECORD, "",
	    ENVIRONMENT_OK, NULL },
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

/* Reads the first line of a file; false if there is none. */
static bool
read_line(const char *path, char ret_text[ENVIRONMENT_TEXT_BYTES])
{
	FILE *f = fopen(path, "re");
	bool got;

	if (f == NULL)
		return false;
	got = fgets(ret_text, ENVIRONMENT_TEXT_BYTES, f) != NULL;
	fclose(f);
	if (got)
		ret_text[strcspn(ret_text, "\n")] = '\0';
	return got;
}

static bool
is_one_of(const char *value, const char *words)
{
	const size_t length = strlen(value);

	for (const char *p = words; (p = strstr(p, value)) != NULL; p += length)
		if ((p == words || p[-1] == ' ') &&
		    (p[length] == ' ' || p[length] == '\0'))
			return length > 0;
	return false;
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

/* Finds the value of a key in /proc/cpuinfo; false if it has none. */
static bool
cpuinfo(const char *key, char *ret_text, size_t bytes)
{
	FILE *f = fopen("/proc/cpuinfo", "re");
	char *line = NULL;
	size_t size = 0;
	bool got = false;

	if (f == NULL)
		return false;
	while (!got && getline(&line, &size, f) > 0) {
		const char *colon = strchr(line, ':');

		got = colon != NULL && strncmp(line, key, strlen(key)) == 0;
		if (got)
			snprintf(ret_text, bytes, "%.*s",
			    (int)strcspn(colon + 2, "\n"), colon + 2);
	}
	free(line);
	fclose(f);
	return got;
}

void
environment_cpu_model(char ret_text[ENVIRONMENT_TEXT_BYTES])
{
	if (!cpuinfo("model name", ret_text, ENVIRONMENT_TEXT_BYTES) &&
	    !cpuinfo("CPU part", ret_text, ENVIRONMENT_TEXT_BYTES))
		snprintf(ret_text, ENVIRONMENT_TEXT_BYTES, "unknown");
}

/* x86 tells by a flag; other processors do not tell. */
static void
look_at_hypervisor(struct environment_finding *finding)
{
	char flags[4096];
	const bool is_virtual = cpuinfo("flags", flags, sizeof(flags)) &&
	    strstr(flags, " hypervisor ") != NULL;

	finding->name = "hypervisor";
	snprintf(finding->value, sizeof(finding->value), "%s",
	    is_virtual ? "yes" : "not seen");
	if (is_virtual) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "a virtual machine: its host may take the "
		                  "CPUs away unseen";
	}
}

/* The fourth field of /proc/loadavg: runnable threads / all. */
static bool
look_at_load(struct environment_finding *finding)
{
	char line[ENVIRONMENT_TEXT_BYTES];
	int runnable;

	if (!read_line("/proc/loadavg", line) ||
	    sscanf(line, "%*s %*s %*s %d/", &runnable) != 1)
		return false;
	finding->name = "runnable_threads";
	snprintf(finding->value, sizeof(finding->value), "%d", runnable);
	if (runnable > 1) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "others run here: end them for quiet rows";
	}
	return true;
}

static void
look_at_clock(uint64_t quantum_ns, struct environment_finding *finding)
{
	finding->name = "clock_quantum_ns";
	snprintf(finding->value, sizeof(finding->value), "%llu",
	    (unsigned long long)quantum_ns);
	if (quantum_ns > QUANTUM_MAX_NS) {
		finding->status = ENVIRONMENT_UNFIT;
		finding->advice = "the clock is too coarse for slices of 50 us";
	}
}

unsigned
environment_look(uint64_t quantum_ns,
    struct environment_finding ret_findings[ENVIRONMENT_MAX])
{
	unsigned n = 0;

	memset(ret_findings, 0, ENVIRONMENT_MAX * sizeof(ret_findings[0]));
	look_at_clock(quantum_ns, &ret_findings[n++]);
	look_at_hypervisor(&ret_findings[n++]);
	if (look_at_load(&ret_findings[n]))
		n++;
	for (unsigned i = 0; i < N_SOURCES; i++) {
		struct environment_finding *finding = &ret_findings[n];

		if (!read_line(sources[i].path, finding->value))
			continue;
		finding->name = sources[i].name;
		if (!is_fine(
		        sources[i].rule, finding->value, sources[i].words)) {
			finding->status = sources[i].otherwise;
			finding->advice = sources[i].advice;
		}
		n++;
	}
	return n;
}
