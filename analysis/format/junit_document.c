/* SPDX-License-Identifier: BSD-2-Clause */
/* junit_document: see junit_document.h. */
#include "analysis/format/junit_document.h"

#include <math.h>
#include <string.h>

#include "analysis/format/escape.h"

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

void
junit_document_print(FILE *out, const struct testcases *tests)
{
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<testsuites name=\"slowpath\"",
	    out);
	put_counts(out, tests->list, tests->n);
	for (size_t i = 0; i < tests->n;)
		i += put_suite(out, tests, i);
	fputs("</testsuites>\n", out);
}
