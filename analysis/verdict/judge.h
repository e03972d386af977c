/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * judge: the rules that turn numbers into a verdict.
 *
 * Pure functions: the same facts give the same opinion.  All effects are logs
 * of ratios.
 */
#ifndef ANALYSIS_VERDICT_JUDGE_H
#define ANALYSIS_VERDICT_JUDGE_H

#include "analysis/report/census.h"
#include "analysis/report/slices.h"
#include "analysis/stats/stats.h"
#include "analysis/verdict/looks.h"
#include "analysis/verdict/verdict.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the gate asks; `margin` is the log of 1 + the gate's fraction, `alpha`
 * the level of one look; `needs_census`: a PASS takes all offsets;
 * `most_units`: there is time for, SIZE_MAX if that is not known.
 */
struct limits {
	double margin;
	double alpha;
	struct looks looks;
	size_t least_units;
	double largest_drop_rate;
	bool needs_census;
	size_t most_units;
};

/* A control arm; `test` says nothing unless `is_there`. */
struct control {
	bool is_there;
	struct stats_result test;
};

/*
 * All that a verdict on one row and candidate depends on.  `unfit_name` and
 * `unfit_advice` may be NULL; `hard_per_op` is NAN when nothing counted it,
 * `sign_upper` INFINITY when there are too few units for the sign test.
 */
struct facts {
	struct limits limits;
	bool has_broken_exclusion;
	bool is_machine_unfit;
	const char *unfit_name;
	const char *unfit_advice;
	enum promise promise;
	double hard_per_op;
	double drop_rate;
	size_t n_units;
	size_t n_units_lost;
	struct control null;
	struct control planted;
	struct effect effect;
	double sign_upper;
	struct offsets offsets;
};

/* The same for a candidate in two reports. */
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
 * Returns whether the null arm shows no difference and the planted slowdown is
 * seen.
 */
bool judge_controls_are_fine(const struct facts *facts);

/* Judge a candidate within its report, and one report against another. */
struct opinion judge(const struct facts *facts);
struct opinion judge_pair(const struct pair_facts *facts);

/* Returns the opinion on a candidate that the gate has no line for. */
struct opinion judge_not(void);

/* Returns the opinion on a candidate that the gate has reported, and why. */
struct opinion judge_reported(const char *why);

#endif
