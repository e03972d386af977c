/* SPDX-License-Identifier: BSD-2-Clause */
/* junit: see junit.h. */
#include "analysis/junit.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/escape.h"

/*
 * Those of one suite stand one after another.  What it is about is a change of
 * an audit, or `measured` with a `test`, or something as a whole.
 */
struct testcase {
	const char *suite;
	const char *name;
	enum verdict verdict;
	const char *reason;
	const struct change *change;
	const char *measured;
	const struct stats_result *test;
	double margin;
};

/* `machines` is NULL where there is but one. */
struct testcases {
	struct testcase *list;
	size_t n;
	const char *machines;
};

static const char *
rule(char c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

static void
put_attribute(FILE *out, const char *name, const char *value)
{
	fprintf(out, " %s=\"", name);
	escape_put(out, value, rule);
	fputc('"', out);
}

static size_t
count(const struct testcase *list, size_t n, enum verdict verdict)
{
	size_t n_such = 0;

	for (size_t i = 0; i < n; i++)
		n_such += list[i].verdict == verdict;
	return n_such;
}

static void
put_counts(FILE *out, const struct testcase *list, size_t n)
{
	fprintf(out,
	    " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
	    "skipped=\"%zu\">\n",
	    n, count(list, n, VERDICT_REGRESSION),
	    count(list, n, VERDICT_UNFIT),
	    count(list, n, VERDICT_INCONCLUSIVE));
}

static void
put_verdict(FILE *out, const struct testcase *t)
{
	static const char *const ELEMENTS[N_VERDICTS] = {
		[VERDICT_REGRESSION] = "failure",
		[VERDICT_INCONCLUSIVE] = "skipped",
		[VERDICT_UNFIT] = "error",
	};
	const char *element = ELEMENTS[t->verdict];

	if (element == NULL)
		return;
	fprintf(out, "      <%s", element);
	/* Only what is skipped has no type to say it. */
	if (t->verdict != VERDICT_INCONCLUSIVE)
		put_attribute(out, "type", verdict_name(t->verdict));
	fprintf(out, " message=\"%s: ", verdict_name(t->verdict));
	escape_put(out, t->reason, rule);
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
		escape_put(out, t->change->before, rule);
		fputs(" -&gt; ", out);
		escape_put(out, t->change->after, rule);
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
	escape_put(out, name, rule);
	fprintf(out, ": %s\"", t->change->what);
}

static void
put_testcase(FILE *out, const struct testcase *t)
{
	fputs("    <testcase", out);
	put_attribute(out, "classname", t->suite);
	put_name(out, t);
	fputs(">\n", out);
	put_verdict(out, t);
	if (t->change != NULL || t->test != NULL)
		put_numbers(out, t);
	fputs("    </testcase>\n", out);
}

/* Prints the suite that `list` begins with.  Returns its size. */
static size_t
put_suite(
    FILE *out, const struct testcase *list, size_t n_left, const char *machines)
{
	size_t n = 1;

	while (n < n_left && strcmp(list[n].suite, list[0].suite) == 0)
		n++;
	fputs("  <testsuite", out);
	put_attribute(out, "name", list[0].suite);
	put_counts(out, list, n);
	if (machines != NULL)
		fprintf(out,
		    "    <properties><property name=\"machines\" "
		    "value=\"%s\"/></properties>\n",
		    machines);
	for (size_t i = 0; i < n; i++)
		put_testcase(out, &list[i]);
	fputs("  </testsuite>\n", out);
	return n;
}

static void
print(FILE *out, const struct testcases *tests)
{
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<testsuites name=\"slowpath\"",
	    out);
	put_counts(out, tests->list, tests->n);
	for (size_t i = 0; i < tests->n;)
		i += put_suite(
		    out, &tests->list[i], tests->n - i, tests->machines);
	fputs("</testsuites>\n", out);
}

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
		.measured = measured,
		.test = test,
		.margin = f->facts.limits.margin,
	};
}

static void
add_audits(struct testcases *tests, const struct audits *audits)
{
	const struct changes *changes = &audits->changes;

	if (audits->state == AUDITS_NONE)
		return;
	if (audits->state != AUDITS_COMPARED)
		add_whole(tests, "audit", "instructions and accesses",
		    VERDICT_INCONCLUSIVE, outcome_no_audit(audits));
	else if (changes->n_worse == 0)
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
	print(out, tests);
	free(tests->list);
	return 0;
}

int
junit_print_judged(FILE *out, const struct judged *judged)
{
	const struct findings *findings = judged->findings;
	struct testcases tests = {
		.list = calloc(findings->n + judged->audits->changes.n + 2,
		    sizeof(*tests.list)),
	};

	if (tests.list == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < findings->n; i++)
		add_judged(&tests, &findings->list[i],
		    &findings->list[i].opinion, "slower by ",
		    &findings->list[i].facts.effect.test);
	add_audits(&tests, judged->audits);
	return end(out, &tests);
}

int
junit_print_compared(FILE *out, const struct compared *compared)
{
	const struct comparisons *c = compared->comparisons;
	const size_t n = c != NULL ? c->n : 0;
	struct testcases tests = {
		.list = calloc(
		    n + compared->audits->changes.n + 2, sizeof(*tests.list)),
	};

	if (tests.list == NULL)
		return -ENOMEM;
	if (c != NULL)
		tests.machines = compare_machines_name(c->machines);
	for (size_t i = 0; i < n; i++)
		add_judged(&tests, c->list[i].after, &c->list[i].opinion,
		    "new less old ", &c->list[i].effect.test);
	add_audits(&tests, compared->audits);
	return end(out, &tests);
}
