/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * known: the rows and candidates that there are, as slowpath-bench --list tells
 * them: a line of a gate file that is for none of them is misspelt.
 */
#ifndef ANALYSIS_VERDICT_KNOWN_H
#define ANALYSIS_VERDICT_KNOWN_H

#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

struct known {
	char **rows;
	size_t n_rows;
	char **candidates; /* "check-place" */
	size_t n_candidates;
};

/*
 * Reads the file at `path`: one list or several, one after another.  Returns 0
 * with what they name in `ret_known`, or a negative errno with the reason in
 * `why`.
 */
int known_read(const char *path, struct known *ret_known, struct reason *why);

/* Adds the row of this name.  Returns 0, or -ENOMEM. */
int known_add_row(struct known *known, const char *name);

/* Adds the candidates that the arm of this name may be.  Returns as above. */
int known_add_arm(struct known *known, const char *name);

/*
 * Returns whether some row is what `pattern` is for.  Threads are not looked
 * at, nor which lock and case have which placement: the machine decides that.
 */
bool known_has_row(const struct known *known, const char *pattern);

/* Returns whether some candidate is what `pattern` is for. */
bool known_has_candidate(const struct known *known, const char *pattern);

/* Frees what `known` holds. */
void known_fini(struct known *known);

#endif
