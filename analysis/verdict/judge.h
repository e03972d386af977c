/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * judge: the rules that turn numbers into a verdict.
 *
 * Pure functions: the same facts give the same opinion.  All effects are logs
 * of ratios.
 */
#ifndef ANALYSIS_VERDICT_JUDGE_H
#define ANALYSIS_VERDICT_JUDGE_H

#include "analysis/verdict/facts.h"
#include "analysis/verdict/verdict.h"

#include <stdbool.h>
#include <stddef.h>

/* All that the verdict on one candidate in two reports depends on. */
struct pair_facts {
	struct limits limits;
	size_t n_old_units;
	size_t n_new_units;
	enum verdict old_verdict;
	enum verdict new_verdict;
	bool has_old_controls; /* both fine */
	bool has_new_controls;
	struct offsets old_offsets;
	struct offsets new_offsets;
	struct effect effect;
};

/*
 * Returns whether the null arm is surely within the margin and the planted
 * slowdown is surely found.
 */
bool judge_controls_are_fine(const struct facts *facts);

/* Judge a candidate in one report, and a candidate in two reports. */
struct opinion judge(const struct facts *facts);
struct opinion judge_pair(const struct pair_facts *facts);

/* Returns the opinion on a candidate without a line in the gate file. */
struct opinion judge_not(void);

/* Returns the opinion on a candidate that the gate only reports; says `why`. */
struct opinion judge_reported(const char *why);

#endif
