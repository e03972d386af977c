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

/* The names of a report's slices: plain, and compressed by gzip. */
#define PATHS_RAW        "raw.csv"
#define PATHS_RAW_PACKED PATHS_RAW ".gz"

/* `folder` and `run` are NULL where the slices come through a pipe. */
struct paths {
	char *raw;
	char *run;
	char *folder;
};

/*
 * Finds the files of the report at `path`: a folder, or the file of its slices.
 * Tells `warnings` which of two is read.  Returns 0, or -ENOMEM; `ret_paths` is
 * to be given to paths_fini() in both cases.
 */
int paths_find(const char *path, FILE *warnings, struct paths *ret_paths);

/* Frees what `paths` holds. */
void paths_fini(struct paths *paths);

/*
 * `folder` is where raw.csv is, NULL where it came through a pipe or the like;
 * `is_cut`: the file ends in the midst of a block or of its compressed stream.
 */
struct report {
	char *folder;
	char *run_id;
	struct row_result *rows;
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
