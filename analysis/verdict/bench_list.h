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
 * Reads the file at `path`: one list or several, one after another.  Returns 0
 * with what they name in `ret_list`, or a negative errno with the reason in
 * `why`.
 */
int bench_list_read(
    const char *path, struct bench_list *ret_list, struct reason *why);

/* Adds the row of this name.  Returns 0, or -ENOMEM. */
int bench_list_add_row(struct bench_list *list, const char *name);

/* Adds the candidates that the arm of this name may be.  Returns as above. */
int bench_list_add_arm(struct bench_list *list, const char *name);

/*
 * Returns whether some row is what `pattern` is for.  Threads are not looked
 * at, nor which lock and case have which placement: the machine decides that.
 */
bool bench_list_has_row(const struct bench_list *list, const char *pattern);

/* Returns whether some candidate is what `pattern` is for. */
bool bench_list_has_candidate(
    const struct bench_list *list, const char *pattern);

/* Frees what `list` holds. */
void bench_list_fini(struct bench_list *list);

#endif
