/* SPDX-License-Identifier: BSD-2-Clause */
/* drill: what became of the panics of a drill, counted from drill.csv. */
#ifndef ANALYSIS_DRILL_DRILL_H
#define ANALYSIS_DRILL_DRILL_H

#include "analysis/drill/promises.h"
#include "analysis/drill/times.h"
#include "analysis/stats/series.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The panics of kernels with one mode, check and sync. */
struct drill_group {
	enum mode mode;
	char *check;
	enum sync sync;
	size_t n;
	size_t outcomes[N_MOMENTS][N_OUTCOMES];
	size_t block_files[N_BLOCK_FILES];
	double wall_ns;
};

struct drill_dumps {
	struct spread ns;
	struct spread bytes;
};

struct acquisition_count {
	char *lock;
	size_t n_real[N_MODES];
	size_t n_faked[N_MODES];
};

/*
 * How often dumps acquired each lock, and how often they only seemed to, sorted
 * by name.  Starts as { 0 }.
 */
struct acquisitions {
	struct acquisition_count *list;
	size_t n;
};

/* The groups are sorted by mode, check and sync. */
struct drill {
	char *run_id;
	struct drill_group *groups;
	size_t n_groups;
	struct drill_dumps dumps[N_MODES];
	struct stops stops;
	struct acquisitions acquisitions;
	struct drill_phases phases;
	struct drill_promises promises;
};

/*
 * Reads the drill at `path`, which is a folder or its drill.csv.  It keeps each
 * time until all are sorted, so memory grows with the file.  Returns 0 and the
 * drill in `ret_drill`, or a negative errno with the reason in `why`.
 */
int drill_read(const char *path, struct drill **ret_drill, struct reason *why);

/*
 * Returns the number of panics of `group` with this outcome, over all moments.
 */
size_t drill_count(const struct drill_group *group, enum outcome outcome);

/* Frees `drill`, which may be NULL. */
void drill_destroy(struct drill *drill);

/*
 * Prints `drill` to `out`, with the states of the promises coloured if
 * `is_coloured`.  Errors are left in `out` for the caller to find.
 */
void drill_print(FILE *out, const struct drill *drill, bool is_coloured);

#endif
