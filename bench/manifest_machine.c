/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/manifest_machine.h"

#include "bench/cpu_model.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* json_pack() returns NULL when memory is short, as manifest.c says. */

static bool
has_cpu(const unsigned cpus[], unsigned n, unsigned cpu)
{
	for (unsigned i = 0; i < n; i++)
		if (cpus[i] == cpu)
			return true;
	return false;
}

static int
compare_cpus(const void *a, const void *b)
{
	const unsigned x = *(const unsigned *)a;
	const unsigned y = *(const unsigned *)b;

	return (x > y) - (x < y);
}

unsigned
manifest_cpus(const struct plan *plan, unsigned ret_cpus[PLACEMENT_CPUS_MAX])
{
	unsigned n = 0;

	for (unsigned i = 0; i < plan->n_rows; i++) {
		const struct plan_row *row = &plan->rows[i];

		if (row->skipped.text[0] != '\0')
			continue;
		for (unsigned j = 0; j < row->n_threads; j++)
			if (n < PLACEMENT_CPUS_MAX &&
			    !has_cpu(ret_cpus, n, row->cpus[j]))
				ret_cpus[n++] = row->cpus[j];
	}
	qsort(ret_cpus, n, sizeof(ret_cpus[0]), compare_cpus);
	return n;
}

/* A model, which may be unknown, without its CPUs. */
static json_t *
pack_model(const struct cpu_model *model)
{
	json_t *entry = json_object();

	if (model->names == NULL)
		return entry;
	json_object_set_new(entry, "name",
	    model->name[0] == '\0' ? json_null() : json_string(model->name));
	for (unsigned i = 0; i < CPU_MODEL_N_FIELDS; i++)
		json_object_set_new(
		    entry, model->names[i], json_string(model->fields[i]));
	return entry;
}

/* Each processor that there is among the CPUs, and which these are. */
static json_t *
pack_models(const struct environment_scope *scope)
{
	json_t *list = json_array();
	struct cpu_model before = { 0 };
	json_t *cpus = NULL;

	for (unsigned i = 0; i < scope->n_cpus; i++) {
		struct cpu_model model = { 0 };

		cpu_model_look(scope->root, scope->cpus[i], &model);
		if (i == 0 || !cpu_model_is_same(&before, &model)) {
			json_t *entry = pack_model(&model);

			cpus = json_array();
			json_object_set_new(entry, "cpus", cpus);
			json_array_append_new(list, entry);
		}
		json_array_append_new(cpus, json_integer(scope->cpus[i]));
		before = model;
	}
	return list;
}

/* Adds a text behind others, once. */
static void
add_text(const char *text, char *ret_texts, size_t bytes)
{
	const size_t used = strlen(ret_texts);

	if (strstr(ret_texts, text) == NULL)
		snprintf(ret_texts + used, bytes - used, "%s%s",
		    used > 0 ? "; " : "", text);
}

/* In a line each what all CPUs are; false if one of them is not known. */
static bool
name_models(const struct environment_scope *scope, char *ret_name, char *ret_id,
    size_t bytes)
{
	char id[CPU_MODEL_TEXT_BYTES];

	ret_name[0] = ret_id[0] = '\0';
	for (unsigned i = 0; i < scope->n_cpus; i++) {
		struct cpu_model model;

		if (!cpu_model_look(scope->root, scope->cpus[i], &model))
			return false;
		cpu_model_describe(&model, id);
		add_text(id, ret_id, bytes);
		add_text(
		    model.name[0] != '\0' ? model.name : id, ret_name, bytes);
	}
	return scope->n_cpus > 0;
}

json_t *
manifest_pack_machine(const struct placement_machine *machine,
    const struct environment_scope *scope)
{
	char name[4 * CPU_MODEL_TEXT_BYTES];
	char id[sizeof(name)];
	char topology[ENVIRONMENT_TEXT_BYTES];
	const bool is_known = name_models(scope, name, id, sizeof(name));

	/* Empty for a machine that the format cannot tell. */
	placement_describe(machine, topology, sizeof(topology));
	return json_pack("{s:s?, s:s?, s:o, s:s, s:i}", "cpu_model",
	    is_known ? name : NULL, "cpu_id", is_known ? id : NULL,
	    "cpu_models", pack_models(scope), "topology", topology, "cpus",
	    placement_count(machine));
}

json_t *
manifest_pack_findings(const struct environment *environment)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < environment->n; i++) {
		const struct environment_finding *f = &environment->findings[i];
		json_t *entry = json_pack("{s:s, s:s, s:s, s:s?}", "name",
		    f->name, "value", f->value, "status",
		    environment_status_name(f->status), "advice", f->advice);

		if (f->cpu >= 0)
			json_object_set_new(entry, "cpu", json_integer(f->cpu));
		json_array_append_new(list, entry);
	}
	return list;
}
