/* SPDX-License-Identifier: BSD-2-Clause */
/* junit: see junit.h. */
#include "analysis/format/junit.h"

#include <errno.h>
#include <stdlib.h>

#include "analysis/format/testcases.h"

/* Adds a test on what is judged as a whole. */
static void
add_whole(struct testcases *tests, const char *suite, const char *name,
    enum verdict verdict, const char *reason)
{
	tests->list[tests->n++] = (struct testcase){
		.suite = suite,
		.name = name,
		.verdict = verdict,
		.reason = reason,
	};
}

static void
add_judged(struct testcases *tests, const struct finding *f,
    const struct opinion *opinion, const char *measured,
    const struct stats_result *test)
{
	if (opinion->verdict == VERDICT_NONE)
		return;
	tests->list[tests->n++] = (struct testcase){
		.suite = f->row->name,
		.name = f->arm->name,
		.verdict = opinion->verdict,
		.reason = opinion->reason,
		.kind = opinion->kind,
		.measured = measured,
		.test = test,
		.margin = f->facts.limits.margin,
	};
}

/* A gap is told also where it has no verdict. */
static void
add_gaps(struct testcases *tests, const struct gaps *gaps)
{
	for (size_t i = 0; i < gaps->n; i++) {
		const struct gap *gap = &gaps->list[i];

		tests->list[tests->n++] = (struct testcase){
			.suite = gap->row,
			.name = gap->arm[0] != '\0' ? gap->arm : "planned",
			.verdict = gap->opinion.verdict,
			.reason = gap->opinion.reason,
			.kind = gap->opinion.kind,
		};
	}
}

static void
add_audits(struct testcases *tests, const struct audits *audits)
{
	const struct changes *changes = &audits->changes;
	const char *why_not = outcome_no_audit(audits);
	const enum reason_kind kind = audits->state == AUDITS_UNCOUNTED
	    ? REASON_NOT_COUNTED
	    : REASON_MISSING;

	if (audits->state == AUDITS_NONE)
		return;
	if (why_not != NULL) {
		add_whole(tests, "audit", "instructions and accesses",
		    VERDICT_INCONCLUSIVE, why_not);
		tests->list[tests->n - 1].kind = kind;
	}
	if (why_not == NULL && changes->n_worse == 0)
		add_whole(tests, "audit", "instructions and accesses",
		    VERDICT_PASS, "");
	for (size_t i = 0; i < changes->n; i++) {
		if (!changes->list[i].is_worse)
			continue;
		tests->list[tests->n++] = (struct testcase){
			.suite = "audit",
			.verdict = VERDICT_REGRESSION,
			.reason = "more than in the old audit",
			.change = &changes->list[i],
		};
	}
}

/* Ends with a test that says so if there is none yet. */
static int
end(FILE *out, struct testcases *tests)
{
	if (tests->n == 0)
		add_whole(tests, "slowpath", "verdict", VERDICT_INCONCLUSIVE,
		    "nothing was judged");
	testcases_print(out, tests);
	free(tests->list);
	return 0;
}

int
junit_print_judged(FILE *out, const struct judged *judged)
{
	const struct findings *findings = judged->findings;
	struct testcases tests = {
		.list = calloc(findings->n + findings->gaps.n +
		        judged->audits->changes.n + 2,
		    sizeof(*tests.list)),
		.gate_sha256 = findings->gate_sha256,
	};

	if (tests.list == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < findings->n; i++)
		add_judged(&tests, &findings->list[i],
		    &findings->list[i].opinion, "slower by ",
		    &findings->list[i].facts.effect.test);
	add_gaps(&tests, &findings->gaps);
	add_audits(&tests, judged->audits);
	return end(out, &tests);
}

int
junit_print_compared(FILE *out, const struct compared *compared)
{
	const struct comparisons *c = compared->comparisons;
	const size_t n = c != NULL ? c->n : 0;
	const size_t n_gaps = c != NULL ? c->gaps.n : 0;
	struct testcases tests = {
		.list = calloc(n + n_gaps + compared->audits->changes.n + 2,
		    sizeof(*tests.list)),
	};

	if (tests.list == NULL)
		return -ENOMEM;
	if (c != NULL) {
		tests.machines = compare_machines_name(c->machines);
		tests.gate_sha256 = c->gate_sha256;
	}
	for (size_t i = 0; i < n; i++)
		add_judged(&tests, c->list[i].after, &c->list[i].opinion,
		    "new less old ", &c->list[i].effect.test);
	if (c != NULL)
		add_gaps(&tests, &c->gaps);
	add_audits(&tests, compared->audits);
	return end(out, &tests);
}
