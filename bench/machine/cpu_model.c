/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/cpu_model.h"

#include "bench/machine/cpu_list.h"
#include "bench/machine/probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_KEY "model name"

/* A kind of processor: its keys in /proc/cpuinfo, and what we call these. */
static const struct kind {
	const char *keys[CPU_MODEL_N_FIELDS];
	const char *names[CPU_MODEL_N_FIELDS];
	bool has_name;
} kinds[] = {
	{ { "vendor_id", "cpu family", "model", "stepping" },
	    { "vendor", "family", "model", "stepping" }, true },
	{ { "CPU implementer", "CPU part", "CPU variant", "CPU revision" },
	    { "implementer", "part", "variant", "revision" }, false },
};

#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* Splits "key \t: value" in place; false if the line is something else. */
static bool
split(char *line, const char **ret_key, const char **ret_value)
{
	char *colon = strchr(line, ':');
	char *end = colon;

	if (colon == NULL)
		return false;
	while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	*end = '\0';
	colon++;
	colon += strspn(colon, " \t");
	colon[strcspn(colon, "\n")] = '\0';
	*ret_key = line;
	*ret_value = colon;
	return true;
}

/* Takes a value that is known; the kernel writes "unknown" for some. */
static void
take_field(const char *value, char ret_field[CPU_MODEL_FIELD_BYTES])
{
	if (strcmp(value, "unknown") != 0)
		snprintf(ret_field, CPU_MODEL_FIELD_BYTES, "%s", value);
}

/* Takes what one line of the CPU's says. */
static void
take_line(const struct kind *kind, const char *key, const char *value,
    struct cpu_model *model)
{
	if (kind->has_name && strcmp(key, NAME_KEY) == 0)
		take_field(value, model->name);
	for (unsigned i = 0; i < CPU_MODEL_N_FIELDS; i++)
		if (strcmp(key, kind->keys[i]) == 0)
			take_field(value, model->fields[i]);
}

static bool
is_whole(const struct kind *kind, const struct cpu_model *model)
{
	for (unsigned i = 0; i < CPU_MODEL_N_FIELDS; i++)
		if (model->fields[i][0] == '\0')
			return false;
	return !kind->has_name || model->name[0] != '\0';
}

/* Reads what /proc/cpuinfo says of the CPUs, as of one kind of them. */
static void
read_as(const char *root, const struct kind *kind, const unsigned cpus[],
    unsigned n, struct cpu_model models[])
{
	FILE *f = probe_open(root, "/proc/cpuinfo");
	const unsigned *at = NULL;
	char *line = NULL;
	size_t size = 0;

	while (f != NULL && getline(&line, &size, f) > 0) {
		const char *key;
		const char *value;

		if (!split(line, &key, &value))
			continue;
		if (strcmp(key, "processor") == 0)
			at = cpu_list_find(
			    cpus, n, (unsigned)strtoul(value, NULL, 10));
		else if (at != NULL)
			take_line(kind, key, value, &models[at - cpus]);
	}
	free(line);
	if (f != NULL)
		fclose(f);
}

bool
cpu_model_look(const char *root, const unsigned cpus[], unsigned n,
    struct cpu_model ret_models[])
{
	for (unsigned i = 0; i < N_KINDS; i++) {
		bool is_known = n > 0;

		memset(ret_models, 0, n * sizeof(ret_models[0]));
		read_as(root, &kinds[i], cpus, n, ret_models);
		for (unsigned j = 0; j < n; j++) {
			ret_models[j].names = kinds[i].names;
			is_known &= is_whole(&kinds[i], &ret_models[j]);
		}
		if (is_known)
			return true;
	}
	return false;
}

bool
cpu_model_is_same(const struct cpu_model *a, const struct cpu_model *b)
{
	return a->names == b->names && strcmp(a->name, b->name) == 0 &&
	    memcmp(a->fields, b->fields, sizeof(a->fields)) == 0;
}

void
cpu_model_describe(
    const struct cpu_model *model, char ret_text[CPU_MODEL_TEXT_BYTES])
{
	size_t used = 0;

	ret_text[0] = '\0';
	for (unsigned i = 0; i < CPU_MODEL_N_FIELDS; i++) {
		snprintf(ret_text + used, CPU_MODEL_TEXT_BYTES - used,
		    "%s%s %s", used > 0 ? ", " : "", model->names[i],
		    model->fields[i]);
		used = strlen(ret_text);
	}
}
