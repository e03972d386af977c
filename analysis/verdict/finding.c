/* SPDX-License-Identifier: BSD-2-Clause */
/* finding: see finding.h. */
#include "analysis/verdict/finding.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/verdict/outlook.h"

/* The level of the bounds of what is reported but not judged. */
#define ALPHA 0.05

/*
 * Up to this margin, a fraction as the gate has it, an arm must be measured at
 * all offsets: what they differ by is several times as much.
 */
#define CENSUS_MARGIN 0.01

/* Whether the arm is the baseline's lock, as built from another revision. */
static bool
is_revision(const struct row *row, const struct arm *arm)
{
	const struct arm *base = row_find_role(row, ROLE_BASE);

	return base != NULL && strcmp(arm->check, base->check) == 0 &&
	    strcmp(arm->place, base->place) == 0;
}

/*
 * Finds the rule for a candidate, which the gate calls "check-place", or
 * "revision".
 */
static int
find_rule(const struct gate *gate, const struct finding *f,
    const struct gate_rule **ret_rule)
{
	char *name;

	*ret_rule = NULL;
	if (f->arm->role != ROLE_CAND)
		return 0;
	if (is_revision(f->row, f->arm)) {
		*ret_rule = gate_find(gate, f->row->name, "revision");
		return 0;
	}
	if (asprintf(&name, "%s%s%s", f->arm->check,
	        f->arm->place[0] != '\0' ? "-" : "", f->arm->place) < 0)
		return -ENOMEM;
	*ret_rule = gate_find(gate, f->row->name, name);
	free(name);
	return 0;
}

static struct limits
limits_of(const struct gate_rule *rule, size_t most_units)
{
	if (rule == NULL || rule->margin == 0)
		return (struct limits){ .alpha = ALPHA };
	return (struct limits){
		.margin = log1p(rule->margin),
		.alpha = rule->alpha / (double)rule->looks.n,
		.looks = rule->looks,
		.least_units = rule->least_units,
		.largest_drop_rate = rule->largest_drop_rate,
		.needs_census = rule->margin <= CENSUS_MARGIN,
		.most_units = most_units,
	};
}

double
findings_resolution(const struct report *report, const struct row *row)
{
	if (isnan(report->run.quantum_ns) || row->slice_ns.n == 0)
		return 0;
	return report->run.quantum_ns / (2 * series_median(&row->slice_ns));
}

static int
test_arm(const struct arm *arm, const struct limits *limits, double resolution,
    struct stats_result *ret_test)
{
	const int rc = stats_signed_rank(
	    &arm->units, limits->alpha, limits->margin, ret_test);

	if (rc == 0)
		effect_widen(ret_test, resolution);
	return rc;
}

static int
test_control(const struct row *row, enum role role, const struct limits *limits,
    double resolution, struct control *ret_control)
{
	const struct arm *arm = row_find_role(row, role);

	*ret_control = (struct control){ .is_there = arm != NULL };
	if (arm == NULL)
		return 0;
	return test_arm(arm, limits, resolution, &ret_control->test);
}

static struct facts
facts_of(const struct report *report, const struct row *row,
    const struct limits *limits)
{
	const struct run *run = &report->run;
	const struct tally count = row_tally(row, ROLE_COUNT);

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
finding_measure(struct finding *f, const struct report *report,
    const struct gate *gate, size_t most_units)
{
	const double resolution = findings_resolution(report, f->row);
	const struct gate_rule *rule;
	int rc = find_rule(gate, f, &rule);

	if (rc < 0)
		return rc;

	const struct limits limits = limits_of(rule, most_units);
	struct facts *facts = &f->facts;
	f->reported =
	    rule != NULL && rule->reported[0] != '\0' ? rule->reported : NULL;
	f->is_compared = rule != NULL && rule->margin > 0;
	f->is_judged = f->is_compared && f->reported == NULL;
	*facts = facts_of(report, f->row, &limits);
	rc = test_arm(f->arm, &limits, resolution, &facts->effect.test);
	if (rc == 0)
		rc = test_control(
		    f->row, ROLE_NULL, &limits, resolution, &facts->null);
	if (rc == 0)
		rc = test_control(
		    f->row, ROLE_PLANTED, &limits, resolution, &facts->planted);
	facts->sign_upper = stats_sign_upper(&f->arm->units, limits.alpha);
	f->look =
	    looks_reached(&limits.looks, facts->n_units + facts->n_units_lost);
	facts->offsets = census_tell(&f->arm->census, limits.margin);
	f->half_width = effect_half_width(&facts->effect.test);
	f->smallest_seen = stats_smallest_seen(f->half_width, limits.alpha);
	return rc;
}

void
finding_judge(struct finding *f)
{
	if (f->is_compared)
		f->opinion = judge(&f->facts);
	/* What is unfit is not even reported. */
	if (f->reported != NULL && f->opinion.verdict != VERDICT_UNFIT)
		f->opinion = judge_reported(f->reported);
	else if (f->arm->role == ROLE_CAND && !f->is_compared)
		f->opinion = judge_not();
	f->more_units = outlook_more_units(&f->facts, f->opinion.verdict);
	f->is_open = outlook_is_open(&f->facts, f->opinion.verdict);
	if (f->opinion.verdict == VERDICT_INCONCLUSIVE && !f->is_open)
		outlook_close(&f->facts, f->more_units, &f->opinion);
}
