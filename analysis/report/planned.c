/* SPDX-License-Identifier: BSD-2-Clause */
/* planned: see planned.h. */
#include "analysis/report/planned.h"

#include "analysis/report/json_file.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static int
read_row(const char *path, size_t i, const json_t *row,
    struct planned_row *ret_row, struct reason *why)
{
	const char *name = json_string_value(json_object_get(row, "name"));
	const char *kind =
	    json_string_value(json_object_get(row, "skipped_kind"));

	if (name == NULL)
		return reason_set(why, -EINVAL,
		    "%s: row %zu of plan.rows has no name: take the file as "
		    "the run wrote it",
		    path, i);
	*ret_row = (struct planned_row){
		.name = name,
		.skipped = json_string_value(json_object_get(row, "skipped")),
		.arms = json_object_get(row, "arms"),
		.is_one_sided = kind != NULL && strcmp(kind, "missing") == 0,
	};
	return 0;
}

static int
read_rows(const char *path, const json_t *plan, struct planned *planned,
    struct reason *why)
{
	const json_t *list = json_object_get(plan, "rows");
	const json_int_t n_units =
	    json_integer_value(json_object_get(plan, "units"));
	const size_t n = json_array_size(list);
	int rc = 0;

	planned->rows = calloc(n + 1, sizeof(*planned->rows));
	if (planned->rows == NULL)
		return reason_memory(why);
	for (; planned->n < n && rc == 0; planned->n++) {
		struct planned_row *row = &planned->rows[planned->n];

		rc = read_row(path, planned->n,
		    json_array_get(list, planned->n), row, why);
		row->n_units = (uint64_t)n_units;
	}
	return rc;
}

/*
 * Raises the planned units of the rows in this part.  Older reports do not name
 * them; their plan stays as it was.
 */
static void
raise_units(struct planned *planned, const json_t *part)
{
	const json_t *name;
	size_t i;

	json_array_foreach(json_object_get(part, "rows"), i, name)
	{
		const char *text = json_string_value(name);

		for (size_t j = 0; text != NULL && j < planned->n; j++) {
			if (strcmp(planned->rows[j].name, text) == 0)
				planned->rows[j].n_units =
				    (uint64_t)json_integer_value(
				        json_object_get(part, "units"));
		}
	}
}

/* Reads the parts of a run that was resumed. */
static int
read_parts(const char *path, json_t *resumed, struct planned *planned,
    struct reason *why)
{
	static const struct json_member members[] = {
		{ "rows", JSON_KIND_LIST },
		{ "units", JSON_KIND_COUNT },
		{ "units_lost", JSON_KIND_COUNT },
		{ 0 },
	};
	const char *before;
	json_t *part;

	json_object_foreach(resumed, before, part)
	{
		const int rc =
		    json_file_check(path, "resumed part: ", part, members, why);

		if (rc < 0)
			return rc;
		raise_units(planned, part);
	}
	return 0;
}

int
planned_read(const char *path, json_t *root, struct planned *ret_planned,
    struct reason *why)
{
	static const struct json_member members[] = {
		{ "blocks", JSON_KIND_COUNT },
		{ "rows", JSON_KIND_LIST },
		{ "units", JSON_KIND_COUNT },
		{ 0 },
	};
	const json_t *plan = json_object_get(root, "plan");
	struct planned planned = {
		.n_blocks = (uint64_t)json_integer_value(
		    json_object_get(plan, "blocks")),
	};
	int rc = json_file_check(path, "plan.", plan, members, why);

	if (rc == 0)
		rc = read_rows(path, plan, &planned, why);
	if (rc == 0)
		rc = read_parts(
		    path, json_object_get(root, "resumed"), &planned, why);
	if (rc < 0) {
		planned_fini(&planned);
		return rc;
	}
	*ret_planned = planned;
	return 0;
}

uint64_t
planned_last_look(const struct planned *planned)
{
	uint64_t last = 0;

	for (size_t i = 0; i < planned->n; i++) {
		if (planned->rows[i].n_units > last)
			last = planned->rows[i].n_units;
	}
	return last;
}

const char *
planned_arm(const struct planned_row *row, size_t i)
{
	return json_string_value(json_array_get(row->arms, i));
}

void
planned_fini(struct planned *planned)
{
	free(planned->rows);
}
