/* SPDX-License-Identifier: BSD-2-Clause */
/* planned: the rows that a run planned to measure, read from run.json. */
#ifndef ANALYSIS_REPORT_PLANNED_H
#define ANALYSIS_REPORT_PLANNED_H

#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;

/*
 * `skipped` says why the run did not begin the row, or is NULL.  `n_units` is 0
 * if unknown.
 */
struct planned_row {
	const char *name;
	const char *skipped;
	uint64_t n_units;
	const struct json_t *arms; /* see planned_arm() */
	bool is_one_sided; /* skipped: one side of a gate has no such row */
};

/* The texts belong to the document that they were read from. */
struct planned {
	struct planned_row *rows;
	size_t n;
	uint64_t n_blocks; /* of a unit; 0 if unknown */
};

/*
 * Reads the plan, and the parts in which the run was resumed, from `root`, the
 * document of `path`.  Returns 0 with the rows in `ret_planned`, none if there
 * is no plan; or a negative errno with the reason in `why`.
 */
int planned_read(const char *path, struct json_t *root,
    struct planned *ret_planned, struct reason *why);

/*
 * Returns the most units that a row was to come to: the last look of a run that
 * went on while a row was undecided.  0 if unknown.
 */
uint64_t planned_last_look(const struct planned *planned);

/*
 * Returns the name of arm `i` of the row, or NULL if there are fewer or the run
 * does not name them.
 */
const char *planned_arm(const struct planned_row *row, size_t i);

/* Frees what `planned` holds. */
void planned_fini(struct planned *planned);

#endif
