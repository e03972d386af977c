/* SPDX-License-Identifier: BSD-2-Clause */
/* facts: see facts.h. */
#include "analysis/verdict/facts.h"

#include <math.h>

double
facts_resolution(const struct report *report, const struct row_result *row)
{
	if (isnan(report->run.quantum_ns) || row->slice_ns.n == 0)
		return 0;
	return report->run.quantum_ns / (2 * series_median(&row->slice_ns));
}

static int
test_arm(const struct arm_result *arm, const struct limits *limits,
    double resolution, struct stats_result *ret_test)
{
	const int rc = stats_signed_rank(
	    &arm->units, limits->alpha, limits->margin, ret_test);

	if (rc == 0)
		effect_widen(ret_test, resolution);
	return rc;
}

static int
test_control(const struct row_result *row, enum role role,
    const struct limits *limits, double resolution, struct control *ret_control)
{
	const struct arm_result *arm = row_find_role(row, role);

	*ret_control = (struct control){ .is_there = arm != NULL };
	if (arm == NULL)
		return 0;
	return test_arm(arm, limits, resolution, &ret_control->test);
}

static struct facts
facts_of(const struct report *report, const struct row_result *row,
    const struct limits *limits)
{
	const struct run *run = &report->run;
	const struct arm_sums count = row_sums(row, ROLE_COUNT);

	return (struct facts){
		.limits = *limits,
		.has_broken_exclusion = row->has_broken_exclusion,
		.is_machine_unfit = run->is_unfit,
		.unfit_name = run->unfit_name,
		.unfit_advice = run->unfit_advice,
		.promise = row->promise,
		.hard_per_op = count.hard_entries / count.count_ops,
		.drop_rate = row->n_dropped / row->n_blocks,
		.n_units = row->slice_ns.n,
		.n_units_lost = row->n_units_lost,
	};
}

int
facts_gather(const struct report *report, const struct row_result *row,
    const struct arm_result *arm, const struct limits *limits,
    struct facts *ret_facts)
{
	const double resolution = facts_resolution(report, row);
	struct facts facts = facts_of(report, row, limits);
	int rc = test_arm(arm, limits, resolution, &facts.effect.test);

	if (rc == 0)
		rc = test_control(
		    row, ROLE_NULL, limits, resolution, &facts.null);
	if (rc == 0)
		rc = test_control(
		    row, ROLE_PLANTED, limits, resolution, &facts.planted);
	if (rc < 0)
		return rc;
	facts.sign_upper = stats_sign_upper(&arm->units, limits->alpha);
	facts.offsets = offsets_summarise(&arm->by_offset, limits->margin);
	*ret_facts = facts;
	return 0;
}
