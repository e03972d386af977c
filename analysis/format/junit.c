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
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/format/escape.h"

/*
 * Tests of one suite follow each other.  A test is about a change of an audit,
 * or about `measured` with the result `test`, or about something as a whole.
 */
struct testcase {
	const char *suite;
	const char *name;
	enum verdict verdict;
	const char *reason;
	enum reason_kind kind;
	const struct audit_change *change;
	const char *measured;
	const struct stats_result *test;
	double margin;
};

/*
 * `machines` is NULL if there is one report, `gate_sha256` if there is no gate
 * file.  A test without a verdict is a row that was skipped.
 */
struct testcases {
	struct testcase *list;
	size_t n;
	const char *machines;
	const char *gate_sha256;
};

static const char *
escape_attribute(char c)
{
	return c == '"' ? "&quot;" : escape_markup(c);
}

static void
put_attribute(FILE *out, const char *name, const char *value)
{
	fprintf(out, " %s=\"", name);
	escape_put(out, value, escape_attribute);
	fputc('"', out);
}

/* The element inside a test, by verdict; a test that passed has none. */
static const char *const ELEMENTS[N_VERDICTS] = {
	[VERDICT_NONE] = "skipped",
	[VERDICT_REGRESSION] = "failure",
	[VERDICT_INCONCLUSIVE] = "skipped",
	[VERDICT_UNFIT] = "error",
};

static size_t
count_elements(const struct testcase *list, size_t n, const char *element)
{
	size_t n_such = 0;

	for (size_t i = 0; i < n; i++) {
		const char *own = ELEMENTS[list[i].verdict];

		n_such += own != NULL && strcmp(own, element) == 0;
	}
	return n_such;
}

static void
put_counts(FILE *out, const struct testcase *list, size_t n)
{
	fprintf(out,
	    " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
	    "skipped=\"%zu\">\n",
	    n, count_elements(list, n, "failure"),
	    count_elements(list, n, "error"),
	    count_elements(list, n, "skipped"));
}

static void
put_verdict(FILE *out, const struct testcase *t)
{
	const char *element = ELEMENTS[t->verdict];

	if (element == NULL)
		return;
	fprintf(out, "      <%s", element);
	/* The element `skipped` has no attribute `type`. */
	if (strcmp(element, "skipped") != 0)
		put_attribute(out, "type", verdict_name(t->verdict));
	fprintf(out, " message=\"%s%s", verdict_name(t->verdict),
	    t->verdict != VERDICT_NONE ? ": " : "");
	escape_put(out, t->reason, escape_attribute);
	fputs("\"/>\n", out);
}

static void
put_percent(FILE *out, const char *before, double log_ratio)
{
	const double percent = effect_percent(log_ratio);

	if (isfinite(percent))
		fprintf(out, "%s%+.3f %%", before, percent);
	else
		fprintf(out, "%sunknown", before);
}

static void
put_numbers(FILE *out, const struct testcase *t)
{
	fputs("      <system-out>", out);
	if (t->change != NULL) {
		escape_put(out, t->change->before, escape_attribute);
		fputs(" -&gt; ", out);
		escape_put(out, t->change->after, escape_attribute);
	} else {
		put_percent(out, t->measured, t->test->estimate);
		put_percent(out, ", lower bound ", t->test->lower);
		put_percent(out, ", upper bound ", t->test->upper);
		put_percent(out, ", margin ", t->margin);
	}
	fputs("</system-out>\n", out);
}

static void
put_name(FILE *out, const struct testcase *t)
{
	char name[AUDIT_NAME_BYTES];

	if (t->change == NULL) {
		put_attribute(out, "name", t->name);
		return;
	}
	audit_name(t->change->line, name, sizeof(name));
	fputs(" name=\"", out);
	escape_put(out, name, escape_attribute);
	fprintf(out, ": %s\"", t->change->what);
}

static void
put_property(FILE *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	fputs("      <property", out);
	put_attribute(out, "name", name);
	put_attribute(out, "value", value);
	fputs("/>\n", out);
}

/* Prints the kind of the reason, for CI scripts to read. */
static void
put_kind(FILE *out, enum reason_kind kind)
{
	if (kind == REASON_NONE)
		return;
	fputs("      <properties>\n  ", out);
	put_property(out, "reason_kind", reason_kind_name(kind));
	fputs("      </properties>\n", out);
}

static void
put_testcase(FILE *out, const struct testcase *t)
{
	fputs("    <testcase", out);
	put_attribute(out, "classname", t->suite);
	put_name(out, t);
	fputs(">\n", out);
	put_kind(out, t->kind);
	put_verdict(out, t);
	if (t->change != NULL || t->test != NULL)
		put_numbers(out, t);
	fputs("    </testcase>\n", out);
}

static void
put_properties(FILE *out, const struct testcases *tests)
{
	if (tests->machines == NULL && tests->gate_sha256 == NULL)
		return;
	fputs("    <properties>\n", out);
	put_property(out, "machines", tests->machines);
	put_property(out, "gate_sha256", tests->gate_sha256);
	fputs("    </properties>\n", out);
}

/*
 * Prints the suite that starts with the test `first`.  Returns its number of
 * tests.
 */
static size_t
put_suite(FILE *out, const struct testcases *tests, size_t first)
{
	const struct testcase *list = &tests->list[first];
	size_t n = 1;

	while (
	    n < tests->n - first && strcmp(list[n].suite, list[0].suite) == 0)
		n++;
	fputs("  <testsuite", out);
	put_attribute(out, "name", list[0].suite);
	put_counts(out, list, n);
	put_properties(out, tests);
	for (size_t i = 0; i < n; i++)
		put_testcase(out, &list[i]);
	fputs("  </testsuite>\n", out);
	return n;
}

/* Prints the whole document to `out`; there is at least one test. */
static void
print_testcases(FILE *out, const struct testcases *tests)
{
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<testsuites name=\"slowpath\"",
	    out);
	put_counts(out, tests->list, tests->n);
	for (size_t i = 0; i < tests->n;)
		i += put_suite(out, tests, i);
	fputs("</testsuites>\n", out);
}

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
	print_testcases(out, tests);
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
