/* SPDX-License-Identifier: BSD-2-Clause */
/* compare: see compare.h. */
#include "analysis/verdict/compare.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/report/differences.h"
#include "analysis/verdict/lone.h"

static bool
is_other(const char *before, const char *after)
{
	return before != NULL && after != NULL && strcmp(before, after) != 0;
}

static enum machines
find_machines(const struct run *before, const struct run *after)
{
	if (is_other(before->host, after->host) ||
	    is_other(before->cpu_model, after->cpu_model) ||
	    is_other(before->cpu_id, after->cpu_id))
		return MACHINES_DIFFER;
	if (before->host == NULL || after->host == NULL ||
	    before->cpu_model == NULL || after->cpu_model == NULL)
		return MACHINES_UNKNOWN;
	return MACHINES_SAME;
}

const char *
compare_machines_name(enum machines machines)
{
	static const char *const NAMES[] = {
		[MACHINES_SAME] = "same",
		[MACHINES_DIFFER] = "differ",
		[MACHINES_UNKNOWN] = "unknown",
	};

	return NAMES[machines];
}

/* Returns the candidate of `findings` that `f` is in the other report. */
static const struct finding *
find_same(const struct findings *findings, const struct finding *f)
{
	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *other = &findings->list[i];

		if (findings_are_same(other, f))
			return other;
	}
	return NULL;
}

static int
measure(struct comparison *c, const struct findings *before,
    const struct findings *after)
{
	const struct limits *limits = &c->after->facts.limits;
	const int rc =
	    stats_rank_sum(&c->after->arm->units, &c->before->arm->units,
	        limits->alpha, limits->margin, &c->effect.test);

	if (rc == 0)
		effect_widen(&c->effect.test,
		    findings_resolution(before->report, c->before->row) +
		        findings_resolution(after->report, c->after->row));
	return rc;
}

static struct opinion
judge_comparison(const struct comparison *c)
{
	const struct facts *before = &c->before->facts;
	const struct facts *after = &c->after->facts;
	const struct pair_facts facts = {
		.limits = after->limits,
		.n_old_units = before->n_units,
		.n_new_units = after->n_units,
		.old_verdict = c->before->opinion.verdict,
		.new_verdict = c->after->opinion.verdict,
		.has_old_controls = judge_controls_are_fine(before),
		.has_new_controls = judge_controls_are_fine(after),
		.old_offsets = before->offsets,
		.new_offsets = after->offsets,
		.effect = c->effect,
	};

	struct opinion opinion = judge_pair(&facts);
	if (opinion.verdict == VERDICT_UNFIT)
		opinion.kind = facts.old_verdict == VERDICT_UNFIT
		    ? c->before->opinion.kind
		    : c->after->opinion.kind;
	return opinion;
}

/* What a compiler made slower is no regression of the lock. */
static struct opinion
excuse_compiler(
    const struct comparisons *comparisons, const struct comparison *c)
{
	const struct run *before = &comparisons->before->run;
	const struct run *after = &comparisons->after->run;
	char how[MAKER_TEXT_BYTES];

	if (c->opinion.verdict != VERDICT_REGRESSION ||
	    !maker_differs(
	        before, c->before->arm->name, after, c->after->arm->name, how))
		return c->opinion;
	return verdict_because(REASON_ENVIRONMENT, VERDICT_INCONCLUSIVE,
	    "slower, but not made alike: %s", how);
}

/* Corrects the effects that are judged for one another, and judges them. */
static int
judge_all(struct comparisons *comparisons)
{
	struct effect **effects = calloc(comparisons->n, sizeof(*effects));
	size_t n = 0;

	if (effects == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < comparisons->n; i++) {
		if (comparisons->list[i].after->is_compared)
			effects[n++] = &comparisons->list[i].effect;
	}

	const int rc = effect_correct(effects, n);
	free(effects);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < comparisons->n; i++) {
		struct comparison *c = &comparisons->list[i];

		c->opinion = c->after->is_compared ? judge_comparison(c)
		                                   : c->after->opinion;
		c->opinion = excuse_compiler(comparisons, c);
	}
	return 0;
}

/* Lists what both reports have and measures it. */
static int
list_common(const struct findings *before, const struct findings *after,
    struct comparisons *comparisons)
{
	int rc = 0;

	comparisons->list = calloc(after->n + 1, sizeof(*comparisons->list));
	if (comparisons->list == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < after->n && rc == 0; i++) {
		const struct finding *f = &after->list[i];
		struct comparison *c = &comparisons->list[comparisons->n];

		if (f->arm->role != ROLE_CAND)
			continue;
		c->after = f;
		c->before = find_same(before, f);
		if (c->before == NULL)
			continue;
		rc = measure(c, before, after);
		comparisons->n++;
	}
	return rc;
}

int
compare_make(const struct findings *before, const struct findings *after,
    FILE *warnings, struct comparisons *ret_comparisons, struct reason *why)
{
	struct comparisons comparisons = {
		.before = before->report,
		.after = after->report,
		.machines =
		    find_machines(&before->report->run, &after->report->run),
		.gate_sha256 = after->gate_sha256,
	};
	int rc = list_common(before, after, &comparisons);

	if (rc == 0 && comparisons.n == 0) {
		compare_fini(&comparisons);
		return reason_set(why, -EINVAL,
		    "nothing to compare: no row and candidate of run %s is in "
		    "run %s; run both with the same rows and checks",
		    before->report->run_id, after->report->run_id);
	}
	if (rc == 0)
		rc = judge_all(&comparisons);
	if (rc == 0)
		rc = lone_find(before, after, &comparisons.gaps);
	if (rc < 0) {
		compare_fini(&comparisons);
		return reason_memory(why);
	}
	differences_tell(&before->report->run, &after->report->run, warnings);
	*ret_comparisons = comparisons;
	return 0;
}

void
compare_count(
    const struct comparisons *comparisons, size_t ret_counts[N_VERDICTS])
{
	memset(ret_counts, 0, N_VERDICTS * sizeof(*ret_counts));
	for (size_t i = 0; i < comparisons->n; i++)
		ret_counts[comparisons->list[i].opinion.verdict]++;
	gaps_count(&comparisons->gaps, ret_counts);
}

void
compare_fini(struct comparisons *comparisons)
{
	gaps_fini(&comparisons->gaps);
	free(comparisons->list);
}
