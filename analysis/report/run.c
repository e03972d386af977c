/* SPDX-License-Identifier: BSD-2-Clause */
/* run: see run.h. */
#include "analysis/report/run.h"

#include "analysis/report/json_file.h"
#include "base/run_json.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

/* jansson treats a NULL object as an empty one. */
static const char *
text_of(const json_t *in, const char *name)
{
	return json_string_value(json_object_get(in, name));
}

/* Older reports write "unknown". */
static const char *
known_of(const json_t *in, const char *name)
{
	const char *text = text_of(in, name);

	return text == NULL || strcmp(text, "unknown") == 0 ? NULL : text;
}

/* Older reports append "-dirty" to the commit. */
static bool
is_dirty(const json_t *root)
{
	const char *commit = text_of(root, "commit");

	return json_is_true(json_object_get(root, "dirty")) ||
	    (commit != NULL && strstr(commit, "-dirty") != NULL);
}

/* Returns the first thing that is unfit, or NULL. */
static const json_t *
find_unfit(const json_t *environment)
{
	const json_t *thing;
	size_t i;

	json_array_foreach(environment, i, thing)
	{
		const char *status = text_of(thing, "status");

		if (status != NULL && strcmp(status, "unfit") == 0)
			return thing;
	}
	return NULL;
}

static struct run
read_members(json_t *root)
{
	const json_t *machine = json_object_get(root, "machine");
	const json_t *toolchain = json_object_get(root, "toolchain");
	const json_t *unfit = find_unfit(json_object_get(root, "environment"));
	const json_t *quantum =
	    json_object_get(json_object_get(root, "clock"), "quantum_ns");

	return (struct run){
		.document = root,
		.run_id = text_of(root, "run_id"),
		.host = text_of(root, "host"),
		.kernel = text_of(root, "kernel"),
		.libc = text_of(root, "libc"),
		.commit = known_of(root, "commit"),
		.is_dirty = is_dirty(root),
		.cpu_model = known_of(machine, "cpu_model"),
		.cpu_id = known_of(machine, "cpu_id"),
		.compiler = text_of(toolchain, "compiler"),
		.flags = text_of(toolchain, "flags"),
		.is_unfit = unfit != NULL,
		.unfit_name = text_of(unfit, "name"),
		.unfit_advice = text_of(unfit, "advice"),
		.quantum_ns =
		    json_is_number(quantum) ? json_number_value(quantum) : NAN,
		.is_cut_short =
		    json_is_false(json_object_get(root, "complete")),
		.n_units_lost = (double)run_json_count_lost(root),
	};
}

static const struct json_member members[] = {
	{ "complete", JSON_KIND_BOOL },
	{ "environment", JSON_KIND_LIST },
	{ "plan", JSON_KIND_OBJECT },
	{ "resumed", JSON_KIND_OBJECT },
	{ "units_lost", JSON_KIND_COUNT },
	{ 0 },
};

int
run_read(const char *path, struct run *ret_run, struct reason *why)
{
	json_t *root = NULL;
	struct planned planned = { 0 };
	int rc = json_file_load(path, &root, why);

	if (rc < 0)
		return rc;
	rc = json_file_check(path, "", root, members, why);
	if (rc == 0)
		rc = planned_read(path, root, &planned, why);
	if (rc < 0) {
		json_decref(root);
		return rc;
	}
	*ret_run = read_members(root);
	ret_run->planned = planned;
	return 0;
}

const char *
run_thing(const struct run *run, size_t i)
{
	return text_of(
	    json_array_get(json_object_get(run->document, "environment"), i),
	    "name");
}

const char *
run_value(const struct run *run, const char *thing, int *ret_cpu)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(
	    json_object_get(run->document, "environment"), i, entry)
	{
		const char *name = text_of(entry, "name");
		const json_t *cpu = json_object_get(entry, "cpu");

		if (name == NULL || strcmp(name, thing) != 0)
			continue;
		*ret_cpu =
		    json_is_integer(cpu) ? (int)json_integer_value(cpu) : -1;
		return text_of(entry, "value");
	}
	return NULL;
}

void
run_fini(struct run *run)
{
	planned_fini(&run->planned);
	json_decref(run->document);
}
