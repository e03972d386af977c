/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * facts: all that a verdict on one row and candidate depends on, gathered from
 * the report.
 *
 * All effects are logs of ratios.
 */
#ifndef ANALYSIS_VERDICT_FACTS_H
#define ANALYSIS_VERDICT_FACTS_H

#include "analysis/report/report.h"
#include "analysis/stats/stats.h"
#include "analysis/verdict/gate_rules.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the gate asks for.  `margin` is the log of 1 + the gate's fraction,
 * `alpha` the level of one look.  With `needs_all_offsets`, only an arm
 * measured at all offsets can PASS.  There is time for `most_units`, SIZE_MAX
 * if unknown.
 */
struct limits {
	double margin;
	double alpha;
	struct looks looks;
	size_t least_units;
	double largest_drop_rate;
	bool needs_all_offsets;
	size_t most_units;
};

/* A control arm; `test` means nothing unless `is_there`. */
struct control {
	bool is_there;
	struct stats_result test;
};

/*
 * All that a verdict on one candidate in one row depends on.  `unfit_name` and
 * `unfit_advice` may be NULL.  `hard_per_op` is how often an operation takes
 * the slow path, NAN if nothing counted it.  `sign_upper` is the sign test's
 * bound, INFINITY with too few units.
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

/*
 * Gathers the facts of `arm`, which is an arm of `row` in `report`: tests it
 * and the row's controls against `limits`.  Returns 0 with the facts in
 * `ret_facts`, or -ENOMEM.
 */
int facts_gather(const struct report *report, const struct row_result *row,
    const struct arm_result *arm, const struct limits *limits,
    struct facts *ret_facts);

/*
 * Returns the log ratio below which the clock of `report` cannot tell the arms
 * of `row` apart: half a quantum of the clock, over the length of a slice; 0 if
 * the quantum is unknown.
 */
double facts_resolution(
    const struct report *report, const struct row_result *row);

#endif
