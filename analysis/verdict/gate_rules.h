/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gate_rules: the lines of a gate file, and which of them can never decide
 * anything.
 */
#ifndef ANALYSIS_VERDICT_GATE_RULES_H
#define ANALYSIS_VERDICT_GATE_RULES_H

#include "analysis/verdict/bench_list.h"
#include "analysis/verdict/looks.h"
#include "base/reason.h"

#include <stddef.h>

struct gate_rule {
	unsigned long number; /* of its line in the file */
	char *rows;
	char *candidates;
	char *reported; /* why they are not judged in one report; or empty */
	double margin;  /* 0: nor in two, and what follows means nothing */
	double alpha;
	struct looks looks;
	size_t least_units;
	double largest_drop_rate;
};

/*
 * Checks that no rule is swallowed whole by those before it.  Returns 0, or a
 * negative errno with its line in `path` in `why`.
 */
int gate_rules_check_order(const char *path, const struct gate_rule *rules,
    size_t n, struct reason *why);

/*
 * Checks that each rule is for some row and some candidate of `list`.  Returns
 * 0, or -EINVAL with its line in `path` in `why`.
 */
int gate_rules_check_names(const char *path, const struct gate_rule *rules,
    size_t n, const struct bench_list *list, struct reason *why);

#endif
