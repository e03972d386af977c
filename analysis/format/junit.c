/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * junit: XML in the format of JUnit, which CI systems show as tests.
 *
 * A row is a testsuite, and each of its judged candidates is a testcase.  PASS
 * is a test that passed, REGRESSION is one that failed, and UNFIT is an error.
 * INCONCLUSIVE is skipped: it must neither fail a build nor look like a
 * success.  What is not judged is left out.  If nothing is judged, one skipped
 * test says so, since some CI systems call a file without tests broken.
 */
#include "analysis/format/printers.h"

#include <errno.h>
#include <stdlib.h>

#include "analysis/format/junit_document.h"

/* Adds a test about something that is judged as a whole. */
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

/* A gap without a verdict is a skipped test. */
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
add_audits(struct testcases *tests, const struct audit_pair *audits)
{
	const struct audit_diff *diff = &audits->diff;
	const char *why_not = judged_no_audit(audits);
	const enum reason_kind kind = audits->state == AUDIT_PAIR_UNCOUNTED
	    ? REASON_NOT_COUNTED
	    : REASON_MISSING;

	if (audits->state == AUDIT_PAIR_NONE)
		return;
	if (why_not != NULL) {
		add_whole(tests, "audit", "instructions and accesses",
		    VERDICT_INCONCLUSIVE, why_not);
		tests->list[tests->n - 1].kind = kind;
	}
	if (why_not == NULL && diff->n_worse == 0)
		add_whole(tests, "audit", "instructions and accesses",
		    VERDICT_PASS, "");
	for (size_t i = 0; i < diff->n; i++) {
		if (!diff->list[i].is_worse)
			continue;
		tests->list[tests->n++] = (struct testcase){
			.suite = "audit",
			.verdict = VERDICT_REGRESSION,
			.reason = "more than in the old audit",
			.change = &diff->list[i],
		};
	}
}

/* Prints the tests and frees them.  If there is none, adds one that says so. */
static int
print_tests(FILE *out, struct testcases *tests)
{
	if (tests->n == 0)
		add_whole(tests, "slowpath", "verdict", VERDICT_INCONCLUSIVE,
		    "nothing was judged");
	junit_document_print(out, tests);
	free(tests->list);
	return 0;
}

int
junit_print_judged(FILE *out, const struct judged *judged)
{
	const struct findings *findings = judged->findings;
	struct testcases tests = {
		.list = calloc(
		    findings->n + findings->gaps.n + judged->audits->diff.n + 2,
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
	return print_tests(out, &tests);
}

int
junit_print_compared(FILE *out, const struct compared *compared)
{
	const struct comparisons *c = compared->comparisons;
	const size_t n = c != NULL ? c->n : 0;
	const size_t n_gaps = c != NULL ? c->gaps.n : 0;
	struct testcases tests = {
		.list = calloc(n + n_gaps + compared->audits->diff.n + 2,
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
	return print_tests(out, &tests);
}
