/* SPDX-License-Identifier: BSD-2-Clause */
/* compare: see compare.h. */
#include "analysis/verdict/compare.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/report/differences.h"
#include "base/formats/words.h"

static enum machines
find_machines(const struct run *before, const struct run *after)
{
	if (differences_in_text(before->host, after->host) ||
	    differences_in_text(before->cpu_model, after->cpu_model) ||
	    differences_in_text(before->cpu_id, after->cpu_id))
		return MACHINES_DIFFER;
	if (before->host == NULL || after->host == NULL ||
	    before->cpu_model == NULL || after->cpu_model == NULL)
		return MACHINES_UNKNOWN;
	return MACHINES_SAME;
}

const char *
compare_machines_name(enum machines machines)
{
	return words_machines.words[machines].text;
}

/* Returns the finding in `findings` for the same candidate as `f`, or NULL. */
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

/* Tests how far the candidate's effect rose from one report to the other. */
static int
test_change(struct comparison *c, const struct findings *before,
    const struct findings *after)
{
	const struct limits *limits = &c->after->facts.limits;
	const int rc =
	    stats_rank_sum(&c->after->arm->units, &c->before->arm->units,
	        limits->alpha, limits->margin, &c->effect.test);

	if (rc == 0)
		effect_widen(&c->effect.test,
		    facts_resolution(before->report, c->before->row) +
		        facts_resolution(after->report, c->after->row));
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

/* A slowdown that another compiler may have made is no regression. */
static struct opinion
excuse_compiler(
    const struct comparisons *comparisons, const struct comparison *c)
{
	const struct run *before = &comparisons->before->run;
	const struct run *after = &comparisons->after->run;
	char how[DIFFERENCES_TOOLCHAIN_BYTES];

	if (c->opinion.verdict != VERDICT_REGRESSION ||
	    !differences_in_toolchain(
	        before, c->before->arm->name, after, c->after->arm->name, how))
		return c->opinion;
	return verdict_because(REASON_ENVIRONMENT, VERDICT_INCONCLUSIVE,
	    "slower, but not made alike: %s", how);
}

/* Corrects the effects that are judged together, and judges them. */
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

/* Lists the candidates that both reports have and tests each. */
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
		rc = test_change(c, before, after);
		comparisons->n++;
	}
	return rc;
}

/* One of two reports, `which` ("old" or "new"), and the other. */
struct side {
	const struct findings *own;
	const struct findings *other;
	const char *which;
};

/* Returns whether the whole row is in `gaps`. */
static bool
has_row(const struct gaps *gaps, const char *row)
{
	for (size_t i = 0; i < gaps->n; i++) {
		if (strcmp(gaps->list[i].row, row) == 0 &&
		    gaps->list[i].arm[0] == '\0')
			return true;
	}
	return false;
}

/* Adds the gaps of one report; a row that both lack is added once. */
static int
add_gaps(const struct side *side, struct gaps *gaps)
{
	int rc = 0;

	for (size_t i = 0; i < side->own->gaps.n && rc == 0; i++) {
		struct gap gap = side->own->gaps.list[i];
		const struct opinion own = gap.opinion;

		if (strcmp(gap.row, GAPS_RUN) == 0)
			gap.arm = side->which;
		else if (has_row(gaps, gap.row))
			continue;
		gap.opinion = verdict_because(own.kind, own.verdict,
		    "%s report: %s", side->which, own.reason);
		rc = gaps_add(gaps, &gap);
	}
	return rc;
}

static bool
is_lone(const struct side *side, const struct finding *f)
{
	if (f->arm->role != ROLE_CAND)
		return false;
	for (size_t i = 0; i < side->other->n; i++) {
		if (findings_are_same(f, &side->other->list[i]))
			return false;
	}
	return true;
}

/* Judges a candidate that only one report has. */
static struct opinion
judge_lone(const struct side *side, const struct finding *f)
{
	const enum verdict own = f->opinion.verdict;

	if (!f->is_compared)
		return verdict_because(REASON_MISSING, VERDICT_NONE,
		    "only in the %s report, and not judged", side->which);
	return verdict_because(REASON_MISSING, VERDICT_INCONCLUSIVE,
	    "only in the %s report, with this work in it%s%s: there is "
	    "nothing to compare it with",
	    side->which, own != VERDICT_NONE ? ", where it is " : "",
	    verdict_name(own));
}

static int
add_lone(const struct side *side, struct gaps *gaps)
{
	int rc = 0;

	for (size_t i = 0; i < side->own->n && rc == 0; i++) {
		const struct finding *f = &side->own->list[i];
		const struct gap gap = {
			.row = f->row->name,
			.arm = f->arm->name,
			.opinion = judge_lone(side, f),
		};

		if (is_lone(side, f) &&
		    !has_row(&side->other->gaps, f->row->name))
			rc = gaps_add(gaps, &gap);
	}
	return rc;
}

/*
 * Adds to `gaps` the gaps of both reports and each candidate that only one has;
 * the latter is INCONCLUSIVE if the gate judges it.  Returns 0, or -ENOMEM.
 */
static int
find_gaps(const struct findings *before, const struct findings *after,
    struct gaps *gaps)
{
	const struct side old = { before, after, "old" };
	const struct side new = { after, before, "new" };
	int rc = add_gaps(&old, gaps);

	if (rc == 0)
		rc = add_gaps(&new, gaps);
	if (rc == 0)
		rc = add_lone(&old, gaps);
	if (rc == 0)
		rc = add_lone(&new, gaps);
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
		rc = find_gaps(before, after, &comparisons.gaps);
	if (rc < 0) {
		compare_fini(&comparisons);
		return reason_memory(why);
	}
	differences_print(&before->report->run, &after->report->run, warnings);
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
