/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that --format junit is XML as xmllint reads it, whose counts are those
 * of its elements; that each verdict becomes what junit.c says; that hostile
 * texts come back as they were, and numbers are those of summary.csv.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/test.h"

#include "tests/analysis/reports.h"
#include "tests/lib/scratch.h"

/*
 * Checks that `path`, an expression of XPath, is `expected` in what was said.
 */
static void
assert_path(const char *folder, const char *path, const char *expected)
{
	char command[1024];
	char said[512] = "";

	snprintf(command, sizeof(command), "xmllint --xpath \"%s\" '%s/out'",
	    path, folder);

	FILE *from = popen(command, "re");
	assert_non_null(from);
	const size_t len = fread(said, 1, sizeof(said) - 1, from);
	assert_int_equal(pclose(from), 0);
	said[len > 0 && said[len - 1] == '\n' ? len - 1 : len] = '\0';
	if (strcmp(said, expected) != 0)
		fail_msg("%s is %s, not %s", path, said, expected);
}

static void
assert_counts(const char *folder)
{
	static const char SUMS[] =
	    "@tests = count(.//testcase) and @failures = count(.//failure) and "
	    "@errors = count(.//error) and @skipped = count(.//skipped)";
	char path[512];

	snprintf(path, sizeof(path),
	    "count(/testsuites[%s]) = 1 and not(//testsuite[not(%s)])", SUMS,
	    SUMS);
	assert_path(folder, path, "true");
	assert_path(folder, "not(//testcase[@classname != ../@name])", "true");
	assert_path(folder, "not(//testcase[count(failure|error|skipped) > 1])",
	    "true");
}

static int
skip_without_xmllint(int argc, char *argv[])
{
	(void)argc;
	(void)argv;
	if (system("command -v xmllint >/dev/null") == 0)
		return TEST_GO_ON;
	printf("1..0 # SKIP there is no xmllint\n");
	return 0;
}

TEST_PROLOGUE(skip_without_xmllint);

TEST_GROUP(reports_create, scratch_destroy);

TEST(each_verdict_is_what_a_ci_system_calls_it)
{
	assert_int_equal(reports_run(*state, "junit", "judge mixed"), 1);
	assert_counts(*state);
	assert_path(*state, "count(//testcase)", "4");
	assert_path(*state,
	    "count(//testsuite[@name = 'mtx/pass/2/same-l3']/testcase[not("
	    "failure|error|skipped)])",
	    "1");
	assert_path(*state,
	    "string(//testsuite[@name = 'mtx/slow/2/same-l3']/testcase/failure/"
	    "@message)",
	    "REGRESSION: slower than the margin allows");
	assert_path(*state,
	    "string(//testsuite[@name = 'mtx/short/2/same-l3']//skipped/"
	    "@message)",
	    "INCONCLUSIVE: 4 of at least 8 units");
	assert_path(*state,
	    "string(//testsuite[@name = 'mtx/unfit/2/same-l3']//error/"
	    "@message)",
	    "UNFIT: the null arm, a copy of the baseline, differs from it");
	assert_path(*state,
	    "count(//failure) = 1 and count(//error) = 1 and "
	    "count(//skipped) = 1",
	    "true");
}

/* Four units have no bounds. */
TEST(numbers_are_those_of_summary_csv)
{
	static const char *const COLUMNS[] = { "estimate_pct", "lower_pct",
		"upper_pct", "margin_pct" };
	double numbers[4];
	char text[256];

	assert_int_equal(reports_run(*state, "junit", "judge slow"), 1);
	for (size_t i = 0; i < 4; i++) {
		char *field =
		    reports_cell(*state, "slow/summary.csv", 1, COLUMNS[i]);

		numbers[i] = strtod(field, NULL);
		free(field);
	}
	snprintf(text, sizeof(text),
	    "slower by %+.3f %%, lower bound %+.3f %%, upper bound %+.3f %%, "
	    "margin %+.3f %%",
	    numbers[0], numbers[1], numbers[2], numbers[3]);
	assert_path(*state, "string(//system-out)", text);
	assert_int_equal(reports_run(*state, "junit", "judge short"), 3);
	assert_path(*state,
	    "contains(//system-out, 'lower bound unknown, upper bound "
	    "unknown')",
	    "true");
}

TEST(an_audit_is_a_suite)
{
	assert_int_equal(reports_run(*state, "junit", "compare old new"), 1);
	assert_counts(*state);
	assert_path(
	    *state, "count(//testsuite[@name = 'audit']//failure)", "2");
	assert_path(*state,
	    "string(//testcase[@name = 'mtx/lock/global/hard/mine: "
	    "instructions']/system-out)",
	    "25 -> 26");
	assert_int_equal(reports_run(*state, "junit", "judge gated"), 1);
	assert_counts(*state);
	assert_path(*state, "count(//testcase)", "3");
	assert_int_equal(reports_run(*state, "junit", "compare old part"), 3);
	assert_counts(*state);
	assert_path(
	    *state, "count(//testsuite[@name = 'audit']//skipped)", "1");
	assert_int_equal(reports_run(*state, "junit", "compare old old"), 0);
	assert_counts(*state);
	assert_path(*state,
	    "count(//testsuite[@name = 'audit']/testcase[not(*)])", "1");
	assert_int_equal(reports_run(*state, "junit", "compare pass old"), 0);
	assert_path(*state, "string(//testsuite[@name = 'audit']//@message)",
	    "INCONCLUSIVE: there is only one audit");
}

TEST(hostile_texts_come_back_as_they_were)
{
	assert_int_equal(reports_run(*state, "junit", "judge hostile"), 4);
	assert_counts(*state);
	assert_path(*state, "string(//testsuite/@name)", REPORTS_HOSTILE_ROW);
	assert_path(*state, "string(//testcase/@name)", REPORTS_HOSTILE_ARM);
	assert_path(*state, "string(//error/@message)",
	    "UNFIT: " REPORTS_HOSTILE_REASON);
}

TEST(what_is_no_character_leaves_xml_whole)
{
	assert_int_equal(reports_run(*state, "junit", "judge bytes"), 0);
	assert_path(*state, "string(//testcase/@name)", REPORTS_BYTES_ARM);
}

TEST(nothing_judged_is_one_skipped_test)
{
	char text[256];

	snprintf(text, sizeof(text),
	    "cd '%s' && sed 's/^m/x/' gate.csv >none.csv", (char *)*state);
	assert_int_equal(system(text), 0);
	assert_int_equal(
	    reports_run(*state, "junit", "judge --gate none.csv pass"), 3);
	assert_counts(*state);
	assert_path(*state, "string(//skipped/@message)",
	    "INCONCLUSIVE: nothing was judged");
}
