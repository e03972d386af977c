/* SPDX-License-Identifier: BSD-2-Clause */
/* planned: the rows that a run was going to measure, as run.json has them. */
#ifndef ANALYSIS_PLANNED_H
#define ANALYSIS_PLANNED_H

#include "analysis/failure.h"

#include <stdbool.h>
#include <stddef.h>

struct json_t;

/* `skipped` says why the row was not begun, or is NULL. */
struct planned_row {
	const char *name;
	const char *skipped;
	bool is_one_sided; /* since one side of a gate has no such row */
};

/* The texts live in the document that they were read from. */
struct planned {
	struct planned_row *rows;
	size_t n;
};

/*
 * Reads `list`, the array of rows in the document of `path`, NULL where there
 * is none.  Returns 0 with the rows in `ret_planned`, or a negative errno with
 * the reason in `why`.
 */
int planned_read(const char *path, const struct json_t *list,
    struct planned *ret_planned, struct failure *why);

/* Frees what `planned` holds. */
void planned_fini(struct planned *planned);

#endif
