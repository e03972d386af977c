/* SPDX-License-Identifier: BSD-2-Clause */
/* findings: see findings.h. */
#include "analysis/verdict/findings.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/verdict/forecast.h"

/* The level of the bounds of a candidate that is reported but not judged. */
#define ALPHA 0.05

/*
 * Up to this margin, a fraction, an arm must be measured at all offsets: they
 * differ by several times as much.
 */
#define OFFSETS_MARGIN 0.01

static bool
is_reported(const struct arm_result *arm)
{
	return arm->role == ROLE_CAND || arm->role == ROLE_REF;
}

/* Returns whether the arm is the baseline, built from another revision. */
static bool
is_revision(const struct row_result *row, const struct arm_result *arm)
{
	const struct arm_result *base = row_find_role(row, ROLE_BASE);

	return base != NULL && strcmp(arm->check, base->check) == 0 &&
	    strcmp(arm->place, base->place) == 0;
}

/*
 * Finds the rule for a candidate, whose name in the gate is "check-place" or
 * "revision".  `ret_rule` is NULL without one.  Returns 0, or -ENOMEM.
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
		.needs_all_offsets = rule->margin <= OFFSETS_MARGIN,
		.most_units = most_units,
	};
}

/*
 * Measures the arm of `f` and its controls by the rule that `gate` has for it;
 * `most_units` as in findings_make().  Returns 0, or -ENOMEM.
 */
static int
measure_finding(struct finding *f, const struct report *report,
    const struct gate *gate, size_t most_units)
{
	const struct gate_rule *rule;
	int rc = find_rule(gate, f, &rule);

	if (rc < 0)
		return rc;

	const struct limits limits = limits_of(rule, most_units);
	f->reported =
	    rule != NULL && rule->reported[0] != '\0' ? rule->reported : NULL;
	f->is_compared = rule != NULL && rule->margin > 0;
	f->is_judged = f->is_compared && f->reported == NULL;
	rc = facts_gather(report, f->row, f->arm, &limits, &f->facts);
	if (rc < 0)
		return rc;
	f->look = looks_reached(
	    &limits.looks, f->facts.n_units + f->facts.n_units_lost);
	f->half_width = effect_half_width(&f->facts.effect.test);
	f->mde = stats_mde(f->half_width, limits.alpha);
	return 0;
}

/* Corrects the effects of all judged findings, which are tested together. */
static int
correct_effects(struct findings *findings)
{
	struct effect **effects = calloc(findings->n + 1, sizeof(*effects));
	size_t n = 0;

	if (effects == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < findings->n; i++) {
		if (findings->list[i].is_judged)
			effects[n++] = &findings->list[i].facts.effect;
	}

	const int rc = effect_correct(effects, n);
	free(effects);
	return rc;
}

/*
 * Sorts by row, in the report's order; then candidates before references; then
 * by name.  The file has the arms in the random order of its first block.
 */
static int
compare_findings(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->arm->role != b->arm->role)
		return a->arm->role == ROLE_CAND ? -1 : 1;
	return strcmp(a->arm->name, b->arm->name);
}

/* Lists all candidates and references, not yet measured. */
static int
list_arms(struct findings *findings)
{
	const struct report *report = findings->report;
	size_t n = 0;

	for (size_t r = 0; r < report->n_rows; r++)
		n += report->rows[r].n_arms;
	findings->list = calloc(n + 1, sizeof(*findings->list));
	if (findings->list == NULL)
		return -ENOMEM;
	for (size_t r = 0; r < report->n_rows; r++) {
		const struct row_result *row = &report->rows[r];

		for (size_t a = 0; a < row->n_arms; a++) {
			if (is_reported(&row->arms[a]))
				findings->list[findings->n++] =
				    (struct finding){
					    .row = row,
					    .arm = &row->arms[a],
				    };
		}
	}
	qsort(findings->list, findings->n, sizeof(*findings->list),
	    compare_findings);
	return 0;
}

/* Judges a finding whose effect is measured and corrected. */
static void
judge_finding(struct finding *f)
{
	if (f->is_compared)
		f->opinion = judge(&f->facts);
	/* An unfit finding keeps its verdict, even if it is only reported. */
	if (f->reported != NULL && f->opinion.verdict != VERDICT_UNFIT)
		f->opinion = judge_reported(f->reported);
	else if (f->arm->role == ROLE_CAND && !f->is_compared)
		f->opinion = judge_not();
	f->more_units = forecast_more_units(&f->facts, f->opinion.verdict);
	f->is_open = forecast_is_open(&f->facts, f->opinion.verdict);
	if (f->opinion.verdict == VERDICT_INCONCLUSIVE && !f->is_open)
		forecast_close(&f->facts, f->more_units, &f->opinion);
}

/* Finds the rows without an answer, and what else is missing. */
static int
find_gaps(struct findings *findings)
{
	const struct report *report = findings->report;
	bool *is_answered = calloc(report->n_rows + 1, sizeof(*is_answered));

	if (is_answered == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->list[i];

		if (findings_is_answer(f))
			is_answered[f->row - report->rows] = true;
	}

	const int rc = gaps_find(report, is_answered, &findings->gaps);
	free(is_answered);
	return rc;
}

int
findings_make(const struct report *report, const struct gate *gate,
    size_t most_units, struct findings *ret_findings, struct reason *why)
{
	struct findings findings = {
		.report = report,
		.gate_sha256 = gate_sha256(gate),
	};
	int rc = list_arms(&findings);

	for (size_t i = 0; i < findings.n && rc == 0; i++)
		rc = measure_finding(
		    &findings.list[i], report, gate, most_units);
	if (rc == 0)
		rc = correct_effects(&findings);
	if (rc < 0) {
		findings_fini(&findings);
		return reason_memory(why);
	}
	for (size_t i = 0; i < findings.n; i++)
		judge_finding(&findings.list[i]);
	if (find_gaps(&findings) < 0) {
		findings_fini(&findings);
		return reason_memory(why);
	}
	*ret_findings = findings;
	return 0;
}

bool
findings_are_same(const struct finding *a, const struct finding *b)
{
	return a->arm->role == ROLE_CAND && b->arm->role == ROLE_CAND &&
	    row_is_same(a->row, b->row) &&
	    strcmp(a->arm->name, b->arm->name) == 0;
}

bool
findings_is_answer(const struct finding *f)
{
	return f->is_judged || f->reported != NULL;
}

void
findings_count(const struct findings *findings, size_t ret_counts[N_VERDICTS])
{
	memset(ret_counts, 0, N_VERDICTS * sizeof(*ret_counts));
	for (size_t i = 0; i < findings->n; i++)
		ret_counts[findings->list[i].opinion.verdict]++;
	gaps_count(&findings->gaps, ret_counts);
}

void
findings_fini(struct findings *findings)
{
	gaps_fini(&findings->gaps);
	free(findings->list);
}
