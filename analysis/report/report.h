/* SPDX-License-Identifier: BSD-2-Clause */
/* report: what a run wrote: raw.csv, reduced to rows, and run.json. */
#ifndef ANALYSIS_REPORT_REPORT_H
#define ANALYSIS_REPORT_REPORT_H

#include "analysis/report/row.h"
#include "analysis/report/run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The names of a report's slices: plain, and compressed by gzip. */
#define REPORT_RAW        "raw.csv"
#define REPORT_RAW_PACKED REPORT_RAW ".gz"

/*
 * `folder` holds raw.csv; it is NULL if raw.csv came through a pipe or the
 * like.  `is_cut`: raw.csv ends inside a block or inside its compressed stream.
 */
struct report {
	char *folder;
	char *run_id;
	struct row_result *rows;
	size_t n_rows;
	bool is_cut;
	bool has_run; /* else there was no run.json */
	struct run run;
};

/*
 * Reads the report at `path`, which is a folder or its raw.csv, and prints to
 * `warnings` what is missing from it.  Returns 0 with the report in
 * `ret_report`, or a negative errno with the reason in `why`.
 */
int report_read(const char *path, FILE *warnings, struct report **ret_report,
    struct reason *why);

/* Frees `report`, which may be NULL. */
void report_destroy(struct report *report);

#endif
