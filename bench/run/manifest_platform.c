/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/manifest_platform.h"

#include "bench/machine/cpu_model.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* json_pack() returns NULL when memory is short, as manifest.c says. */

/* A model without its CPUs. */
static json_t *
pack_model(const struct cpu_model *model)
{
	json_t *entry = json_object();

	json_object_set_new(entry, "name",
	    model->name[0] == '\0' ? json_null() : json_string(model->name));
	for (unsigned i = 0; i < CPU_MODEL_N_FIELDS; i++)
		json_object_set_new(
		    entry, model->names[i], json_string(model->fields[i]));
	json_object_set_new(entry, "cpus", json_array());
	return entry;
}

/* The first CPU with the model of CPU i. */
static unsigned
find_first(const struct cpu_model models[], unsigned i)
{
	unsigned first = 0;

	while (!cpu_model_is_same(&models[first], &models[i]))
		first++;
	return first;
}

/* The models of the CPUs, each once. */
struct processors {
	char name[4 * CPU_MODEL_TEXT_BYTES];
	char id[4 * CPU_MODEL_TEXT_BYTES];
	json_t *list;
};

/* Adds a text behind others. */
static void
add_text(const char *text, char *ret_texts, size_t bytes)
{
	const size_t used = strlen(ret_texts);

	snprintf(
	    ret_texts + used, bytes - used, "%s%s", used > 0 ? "; " : "", text);
}

static void
add_model(struct processors *all, const struct cpu_model *model)
{
	char id[CPU_MODEL_TEXT_BYTES];

	cpu_model_describe(model, id);
	add_text(id, all->id, sizeof(all->id));
	add_text(model->name[0] != '\0' ? model->name : id, all->name,
	    sizeof(all->name));
	json_array_append_new(all->list, pack_model(model));
}

/* Puts each CPU under its model. */
static void
add_models(struct processors *all, const struct cpu_model models[],
    const struct environment_scope *scope)
{
	for (unsigned i = 0; i < scope->n_cpus; i++) {
		const unsigned first = find_first(models, i);
		size_t place = 0;

		if (first == i)
			add_model(all, &models[i]);
		/* The place in the list: the models that began before it. */
		for (unsigned j = 0; j < first; j++)
			place += find_first(models, j) == j;
		json_array_append_new(
		    json_object_get(json_array_get(all->list, place), "cpus"),
		    json_integer(scope->cpus[i]));
	}
}

json_t *
manifest_platform_pack_machine(const struct placement_machine *machine,
    const struct environment_scope *scope)
{
	struct processors all = { .list = json_array() };
	struct cpu_model *models = calloc(scope->n_cpus + 1, sizeof(*models));
	char topology[ENVIRONMENT_TEXT_BYTES];
	bool is_known = false;

	if (models != NULL)
		is_known = cpu_model_look(
		    scope->root, scope->cpus, scope->n_cpus, models);
	if (is_known)
		add_models(&all, models, scope);
	free(models);
	/* Empty for a machine that the format cannot tell. */
	placement_describe(machine, topology, sizeof(topology));
	return json_pack("{s:s?, s:s?, s:o, s:s, s:i}", "cpu_model",
	    is_known ? all.name : NULL, "cpu_id", is_known ? all.id : NULL,
	    "cpu_models", all.list, "topology", topology, "cpus",
	    placement_count(machine));
}

json_t *
manifest_platform_pack_findings(const struct environment *environment)
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

/*
 * Returns the next arm of a row that runs, or NULL after the last.  An arm in
 * several rows comes several times.
 */
static const struct catalog_arm *
nth_arm(const struct plan *plan, unsigned *row, unsigned *n)
{
	for (; *row < plan->n_rows; ++*row, *n = 0)
		if (plan->rows[*row].skipped.text[0] == '\0' &&
		    *n < plan->rows[*row].n_arms)
			return plan->rows[*row].arms[(*n)++];
	return NULL;
}

/* A text, or null where nothing is known. */
static json_t *
pack_text(const char *text)
{
	return text[0] == '\0' ? json_null() : json_string(text);
}

static bool
is_text(const json_t *entry, const char *key, const char *text)
{
	const char *said = json_string_value(json_object_get(entry, key));

	return strcmp(said == NULL ? "" : said, text) == 0;
}

/* Returns the entry of a compiler, which arms with the same data share. */
static json_t *
find_entry(json_t *list, const struct compiler *compiler)
{
	json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry)
	{
		if (is_text(entry, "compiler", compiler->name) &&
		    is_text(entry, "version", compiler->version) &&
		    is_text(entry, "flags", compiler->flags))
			return entry;
	}
	entry = json_pack("{s:o, s:o, s:o, s:[]}", "compiler",
	    pack_text(compiler->name), "version", pack_text(compiler->version),
	    "flags", pack_text(compiler->flags), "arms");
	/* The list owns the entry from here on. */
	return json_array_append_new(list, entry) == 0 ? entry : NULL;
}

static void
add_name(json_t *names, const char *name)
{
	const json_t *other;
	size_t i;

	json_array_foreach(names, i, other)
	{
		if (strcmp(json_string_value(other), name) == 0)
			return;
	}
	json_array_append_new(names, json_string(name));
}

json_t *
manifest_platform_pack_toolchains(const struct plan *plan)
{
	json_t *list = json_array();
	const struct catalog_arm *arm;
	unsigned row = 0;
	unsigned n = 0;

	while ((arm = nth_arm(plan, &row, &n)) != NULL) {
		json_t *entry = find_entry(list, &arm->compiler);

		add_name(json_object_get(entry, "arms"), arm->name);
	}
	return list;
}

json_t *
manifest_platform_pack_toolchain(const struct plan *plan)
{
	const struct catalog_arm *first = NULL;
	const struct catalog_arm *arm;
	char name[2 * COMPILER_NAME_BYTES];
	bool is_same = true;
	unsigned row = 0;
	unsigned n = 0;

	while ((arm = nth_arm(plan, &row, &n)) != NULL) {
		if (arm->role == ARM_ROLE_REF)
			continue;
		if (first == NULL)
			first = arm;
		is_same &= compiler_is_same(&first->compiler, &arm->compiler);
	}
	if (first == NULL || !is_same)
		return json_pack("{s:n, s:n}", "compiler", "flags");
	snprintf(name, sizeof(name), "%s %s", first->compiler.name,
	    first->compiler.version);
	return json_pack(
	    "{s:s, s:s}", "compiler", name, "flags", first->compiler.flags);
}
