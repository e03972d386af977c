/* SPDX-License-Identifier: BSD-2-Clause */
/* planned: see planned.h. */
#include "analysis/planned.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static int
read_row(const char *path, size_t i, const json_t *row,
    struct planned_row *ret_row, struct failure *why)
{
	const char *name = json_string_value(json_object_get(row, "name"));
	const char *kind =
	    json_string_value(json_object_get(row, "skipped_kind"));

	if (name == NULL)
		return failure_set(why, EINVAL,
		    "%s: row %zu of plan.rows has no name: take the file as "
		    "the run wrote it",
		    path, i);
	*ret_row = (struct planned_row){
		.name = name,
		.skipped = json_string_value(json_object_get(row, "skipped")),
		.is_one_sided = kind != NULL && strcmp(kind, "missing") == 0,
	};
	return 0;
}

int
planned_read(const char *path, const json_t *list, struct planned *ret_planned,
    struct failure *why)
{
	const size_t n = json_array_size(list);
	struct planned planned = { .rows =
		                       calloc(n + 1, sizeof(*planned.rows)) };
	int rc = 0;

	if (planned.rows == NULL)
		return failure_memory(why);
	for (; planned.n < n && rc == 0; planned.n++)
		rc = read_row(path, planned.n, json_array_get(list, planned.n),
		    &planned.rows[planned.n], why);
	if (rc < 0) {
		planned_fini(&planned);
		return rc;
	}
	*ret_planned = planned;
	return 0;
}

void
planned_fini(struct planned *planned)
{
	free(planned->rows);
}
