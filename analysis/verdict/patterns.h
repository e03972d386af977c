/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * patterns: the patterns of a gate file.
 *
 * They are those of fnmatch(3), with the extended ones such as "@(a|b)*".
 */
#ifndef ANALYSIS_VERDICT_PATTERNS_H
#define ANALYSIS_VERDICT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

/* Returns whether `pattern` matches all of `text`. */
bool patterns_match(const char *pattern, const char *text);

/* The alternatives of a pattern; none of them has an "@(". */
struct alternatives {
	char **list;
	size_t n;
};

/*
 * Splits `pattern` into its alternatives and adds them to `ret_all`.  Returns
 * 0, or -ENOMEM; `ret_all` is to be given to patterns_fini() in both cases.
 */
int patterns_split(const char *pattern, struct alternatives *ret_all);

/* Frees what `all` holds. */
void patterns_fini(struct alternatives *all);

/*
 * Returns whether `wide` surely matches all that `narrow` matches.  Both must
 * be alternatives, without an "@(".
 */
bool patterns_cover(const char *wide, const char *narrow);

/*
 * Copies part `i` of `pattern` to `ret_part`.  Slashes outside brackets
 * separate the parts.  Returns whether there is such a part and it is shorter
 * than `size` bytes.
 */
bool patterns_part(const char *pattern, size_t i, char *ret_part, size_t size);

#endif
