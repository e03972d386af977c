/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gate_rules: the lines of a gate file, and checks for lines that can never
 * decide anything.
 *
 * A row may be judged at looks: numbers of units that are fixed beforehand.
 * Judging again and again until the result suits is wrong more often than alpha
 * says.  With each of n looks at alpha / n (Bonferroni), all looks together are
 * wrong no more often than alpha.
 */
#ifndef ANALYSIS_VERDICT_GATE_RULES_H
#define ANALYSIS_VERDICT_GATE_RULES_H

#include "analysis/verdict/bench_list.h"
#include "base/reason.h"

#include <stdbool.h>
#include <stddef.h>

#define LOOKS_MOST 8

/* The numbers of units rise; the first is above 0. */
struct looks {
	size_t n;
	size_t at[LOOKS_MOST];
};

/*
 * One line of the file.  With `reported`, judging one report only shows the
 * candidates; `reported` says why, and is empty otherwise.  With a margin of 0
 * they are not judged between two reports either, and the members below it mean
 * nothing.
 */
struct gate_rule {
	unsigned long number; /* of the line */
	char *rows;           /* a pattern */
	char *candidates;     /* a pattern */
	char *reported;
	double margin; /* a fraction */
	double alpha;
	struct looks looks;
	size_t least_units;
	double largest_drop_rate;
};

/*
 * Parses `text`, such as "10;20;40".  Returns true with `ret_looks` filled in
 * if it is 1 to LOOKS_MOST rising numbers above 0, else false.
 */
bool looks_parse(const char *text, struct looks *ret_looks);

/*
 * Returns how many of the looks a row has reached after `n_units` units.  Lost
 * units count: a run that replaces them must not get another look for it.
 */
size_t looks_reached(const struct looks *looks, size_t n_units);

/* Returns the number of units of the last look, 0 if there is none. */
size_t looks_last(const struct looks *looks);

/*
 * Checks that the rules before a rule do not match all that it matches.
 * Returns 0, or a negative errno with the rule's line in `path` in `why`.
 */
int gate_rules_check_order(const char *path, const struct gate_rule *rules,
    size_t n, struct reason *why);

/*
 * Checks that each rule matches some row and some candidate of `list`.  Returns
 * 0, or -EINVAL with the rule's line in `path` in `why`.
 */
int gate_rules_check_names(const char *path, const struct gate_rule *rules,
    size_t n, const struct bench_list *list, struct reason *why);

#endif
