/* SPDX-License-Identifier: BSD-2-Clause */
/* paths: where the files of a report are. */
#ifndef ANALYSIS_REPORT_PATHS_H
#define ANALYSIS_REPORT_PATHS_H

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

#endif
