/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * patterns: what the patterns of a gate file have in common.
 *
 * A pattern is one of fnmatch(3) with the extended ones, such as "@(a|b)*".
 */
#ifndef ANALYSIS_VERDICT_PATTERNS_H
#define ANALYSIS_VERDICT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

/* Returns whether `pattern` matches all of `text`. */
bool patterns_match(const char *pattern, const char *text);

/* The alternatives of a pattern: each without an "@(". */
struct alternatives {
	char **list;
	size_t n;
};

/*
 * Takes `pattern` apart.  Returns 0 with its alternatives in `ret_all`, or
 * -ENOMEM.
 */
int patterns_split(const char *pattern, struct alternatives *ret_all);

/* Frees what `all` holds. */
void patterns_fini(struct alternatives *all);

/*
 * Returns whether `wide` surely matches all that `narrow` matches; both are
 * alternatives.
 */
bool patterns_cover(const char *wide, const char *narrow);

/*
 * Writes part `i` of `pattern`, between the slashes that stand in no bracket,
 * to `ret_part`.  Returns whether there is such a part, shorter than `size`.
 */
bool patterns_part(const char *pattern, size_t i, char *ret_part, size_t size);

#endif
