/* SPDX-License-Identifier: BSD-2-Clause */
/* The part of the environment that each CPU has for itself. */
#include "bench/machine/environment.h"

#include "bench/machine/probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CPU_PATH "/sys/devices/system/cpu/cpu%u/cpufreq/"

/*
 * Values that are words, from the best to the worst; an unknown word is the
 * worst.
 */
static const struct {
	const char *name;
	const char *file;
	const char *words; /* separated by spaces; the first is fine */
	const char *advice;
} sources[] = {
	{ "governor", "scaling_governor",
	    "performance userspace schedutil ondemand conservative powersave",
	    "the frequency may change: cpupower frequency-set -g performance" },
	{ "energy_preference", "energy_performance_preference",
	    "performance balance_performance default balance_power power",
	    "the processor saves energy: cpupower set --epp performance" },
	{ "cpu_boost", "boost", "0 1",
	    "the frequency depends on heat and neighbours: write 0 to it" },
};

#define N_SOURCES (sizeof(sources) / sizeof(sources[0]))

/*
 * Returns the index of a word among words; that of an unknown one is their
 * number.
 */
static unsigned
rank(const char *words, const char *word)
{
	const size_t length = strlen(word);
	unsigned i = 0;

	for (size_t n; (n = strcspn(words, " ")) > 0; i++) {
		if (n == length && strncmp(words, word, n) == 0)
			return i;
		words += n + (words[n] == ' ');
	}
	return i;
}

static void
look_at_source(struct environment *environment, unsigned source)
{
	const struct environment_scope *scope = &environment->scope;
	struct environment_finding *finding = NULL;
	const char *words = sources[source].words;
	char line[PROBE_LINE_BYTES];

	for (unsigned i = 0; i < scope->n_cpus; i++) {
		if (!probe_line(scope->root, line, CPU_PATH "%s",
		        scope->cpus[i], sources[source].file))
			continue;
		if (finding == NULL)
			finding =
			    environment_add(environment, sources[source].name);
		else if (rank(words, line) <= rank(words, finding->value))
			continue;
		snprintf(finding->value, sizeof(finding->value), "%s", line);
		finding->cpu = (int)scope->cpus[i];
	}
	if (finding != NULL && rank(words, finding->value) > 0) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = sources[source].advice;
	}
}

/* Finds the CPU whose frequency is limited most. */
static void
look_at_limit(struct environment *environment)
{
	const struct environment_scope *scope = &environment->scope;
	struct environment_finding *finding = NULL;
	double least = 2;

	for (unsigned i = 0; i < scope->n_cpus; i++) {
		const unsigned cpu = scope->cpus[i];
		int64_t may;
		int64_t can;

		if (!probe_number(
		        scope->root, &may, CPU_PATH "scaling_max_freq", cpu) ||
		    !probe_number(
		        scope->root, &can, CPU_PATH "cpuinfo_max_freq", cpu) ||
		    can <= 0 || (double)may / (double)can >= least)
			continue;
		if (finding == NULL)
			finding = environment_add(environment, "max_frequency");
		least = (double)may / (double)can;
		snprintf(finding->value, sizeof(finding->value),
		    "%lld of %lld kHz", (long long)may, (long long)can);
		finding->cpu = (int)cpu;
	}
	if (least < 1) {
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "the frequency is held down: cpupower "
		                  "frequency-set -u its maximum";
	}
}

/* Whether a list such as "1,4-7" contains the CPU. */
static bool
has_cpu(const char *list, unsigned cpu)
{
	while (*list != '\0') {
		char *end;
		const unsigned long first = strtoul(list, &end, 10);
		unsigned long last = first;

		if (end == list)
			return false;
		if (*end == '-')
			last = strtoul(end + 1, &end, 10);
		if (cpu >= first && cpu <= last)
			return true;
		list = end + (*end == ',');
	}
	return false;
}

static void
look_at_isolation(struct environment *environment)
{
	const struct environment_scope *scope = &environment->scope;
	struct environment_finding *finding;
	char line[PROBE_LINE_BYTES];

	if (!probe_line(scope->root, line, "/sys/devices/system/cpu/isolated"))
		return;
	finding = environment_add(environment, "isolated");
	snprintf(finding->value, sizeof(finding->value), "%s", line);
	for (unsigned i = 0; line[0] != '\0' && i < scope->n_cpus; i++) {
		if (has_cpu(line, scope->cpus[i]))
			continue;
		finding->cpu = (int)scope->cpus[i];
		finding->status = ENVIRONMENT_WARN;
		finding->advice = "rows run on CPUs that are not isolated: "
		                  "name those that are with --cpus";
		return;
	}
}

void
environment_look_at_cpus(struct environment *environment)
{
	for (unsigned i = 0; i < N_SOURCES; i++)
		look_at_source(environment, i);
	look_at_limit(environment);
	look_at_isolation(environment);
}
