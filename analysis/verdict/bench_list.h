/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bench_list: the rows and candidates that exist, as slowpath-bench --list
 * prints them.  A line of a gate file that is for none of them is misspelt.
 */
#ifndef ANALYSIS_VERDICT_BENCH_LIST_H
#define ANALYSIS_VERDICT_BENCH_LIST_H

#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

struct bench_list {
	char **rows;
	size_t n_rows;
	char **candidates; /* "check-place" */
	size_t n_candidates;
};

/*
 * Reads the file at `path`, which has one list or several in succession.
 * Returns 0 with the names in `ret_list`, or a negative errno with the reason
 * in `why`.
 */
int bench_list_read(
    const char *path, struct bench_list *ret_list, struct reason *why);

/* Adds the row `name`.  Returns 0, or -ENOMEM. */
int bench_list_add_row(struct bench_list *list, const char *name);

/* Adds all candidates that the arm `name` may be.  Returns 0, or -ENOMEM. */
int bench_list_add_arm(struct bench_list *list, const char *name);

/*
 * Returns whether `pattern` matches some row.  Threads do not count, nor
 * whether that lock and case have that placement: both depend on the machine.
 */
bool bench_list_has_row(const struct bench_list *list, const char *pattern);

/* Returns whether `pattern` matches some candidate. */
bool bench_list_has_candidate(
    const struct bench_list *list, const char *pattern);

/* Frees what `list` holds. */
void bench_list_fini(struct bench_list *list);

#endif
