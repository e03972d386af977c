/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * looks: the numbers of units at which a row may be judged, fixed beforehand.
 *
 * Judging again and again until it suits is wrong more often than alpha says.
 * With each of n looks at alpha / n (Bonferroni), all together are wrong no
 * more often than alpha.
 */
#ifndef ANALYSIS_VERDICT_LOOKS_H
#define ANALYSIS_VERDICT_LOOKS_H

#include <stdbool.h>
#include <stddef.h>

#define LOOKS_MOST 8

/* Rising, the first above 0. */
struct looks {
	size_t n;
	size_t at[LOOKS_MOST];
};

/*
 * Reads looks such as "10;20;40" from `text`.  Returns whether they are such:
 * 1 to LOOKS_MOST rising counts above 0.
 */
bool looks_parse(const char *text, struct looks *ret_looks);

/*
 * Returns how many of the looks a row has come to after `n_units`.  Lost units
 * count: who makes up for them before he looks must not look once more for it.
 */
size_t looks_reached(const struct looks *looks, size_t n_units);

/* Returns the units of the last look, 0 if there is none. */
size_t looks_last(const struct looks *looks);

#endif
