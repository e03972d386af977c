/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report: what a run wrote, read and reduced: the rows of raw.csv and what
 * run.json says.
 */
#ifndef ANALYSIS_REPORT_REPORT_H
#define ANALYSIS_REPORT_REPORT_H

#include "analysis/report/row.h"
#include "analysis/report/run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * `folder` is where raw.csv is, NULL where it came through a pipe or the like;
 * `is_cut`: the file ends in the midst of a block or of its compressed stream.
 */
struct report {
	char *folder;
	char *run_id;
	struct row *rows;
	size_t n_rows;
	bool is_cut;
	bool has_run; /* else `run` says nothing */
	struct run run;
};

/*
 * Reads the report at `path`, a folder or its raw.csv, and tells `warnings`
 * what is missing from it.  Returns 0 and the report in `ret_report`, or a
 * negative errno with the reason in `why`.
 */
int report_read(const char *path, FILE *warnings, struct report **ret_report,
    struct reason *why);

/* Frees `report`, which may be NULL. */
void report_destroy(struct report *report);

#endif
