/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what all formats have in common: the same verdict, exit status and
 * files, nothing on standard output but themselves, every regression that
 * decided the status, and what gate file it was judged by; and that compare
 * sets no time of one machine against one of another, in any of them.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/lib/test.h"

#include "tests/analysis/program.h"
#include "tests/analysis/reports.h"
#include "tests/analysis/synth.h"
#include "tests/lib/scratch.h"

/* The file is the same whatever is printed, and so is what is warned of. */
static void
assert_like_text(const char *folder, const char *arguments, const char *file)
{
	const int status = reports_run(folder, "text", arguments);

	for (size_t i = 1; i < REPORTS_N_FORMATS; i++) {
		char *before = scratch_read(folder, file);
		char *warnings = scratch_read(folder, "err");

		assert_int_equal(remove(scratch_path(folder, file)), 0);
		assert_int_equal(
		    reports_run(folder, REPORTS_FORMATS[i], arguments), status);
		program_assert_same(before, scratch_read(folder, file));
		program_assert_same(warnings, scratch_read(folder, "err"));
	}
}

TEST_GROUP(reports_create, scratch_destroy);

TEST(a_format_changes_nothing_but_what_is_printed)
{
	static const struct {
		const char *report;
		int status;
	} CASES[] = {
		{ "pass", 0 },
		{ "slow", 1 },
		{ "short", 3 },
		{ "unfit", 4 },
		{ "mixed", 1 },
	};
	char text[128];

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		snprintf(
		    text, sizeof(text), "judge --out . %s", CASES[i].report);
		assert_int_equal(
		    reports_run(*state, "text", text), CASES[i].status);
		assert_like_text(*state, text, "summary.csv");
		snprintf(text, sizeof(text), "compare --out . pass %s",
		    CASES[i].report);
		if (strcmp(CASES[i].report, "mixed") != 0)
			assert_like_text(*state, text, "compare.csv");
	}
	assert_like_text(*state, "compare --out . old new", "compare.csv");
}

TEST(csv_is_the_file)
{
	assert_int_equal(reports_run(*state, "csv", "judge mixed"), 1);
	program_assert_same(scratch_read(*state, "out"),
	    scratch_read(*state, "mixed/summary.csv"));
	assert_int_equal(
	    reports_run(*state, "csv", "compare --out . old new"), 1);
	program_assert_same(
	    scratch_read(*state, "out"), scratch_read(*state, "compare.csv"));
}

/* Its time passes: only the audit makes it a regression. */
TEST(no_format_loses_a_regression_of_the_audit)
{
	for (size_t i = 0; i < REPORTS_N_FORMATS; i++) {
		assert_int_equal(
		    reports_run(*state, REPORTS_FORMATS[i], "compare old new"),
		    1);
		program_assert_has(*state, "out", "REGRESSION");
		program_assert_has(*state, "out", "mtx/lock/global/hard/mine");
		program_assert_has(*state, "out", "mtx/lock/global/hard/code");
		program_assert_has(*state, "out", "differs");
		program_assert_has(*state, "out", "26");
		program_assert_has(*state, "out", REPORTS_GATE_DIGEST);
	}
}

/* A gate's report, whose sides differ in what they execute alone. */
TEST(a_report_is_judged_with_the_audits_of_its_sides)
{
	for (size_t i = 0; i < REPORTS_N_FORMATS; i++) {
		assert_int_equal(
		    reports_run(*state, REPORTS_FORMATS[i], "judge gated"), 1);
		program_assert_has(*state, "out", "REGRESSION");
		program_assert_has(*state, "out", "mtx/lock/global/hard/mine");
		program_assert_has(*state, "out", "26");
		program_assert_has(*state, "out", REPORTS_GATE_DIGEST);
	}
	program_assert_has(*state, "gated/summary.csv",
	    ",REGRESSION,more than in the old audit,,,instructions,25,26,");
	assert_like_text(*state, "judge --out . gated", "summary.csv");
}

/* Nothing that cannot be compared is called a success. */
TEST(audits_alone_are_compared_or_undecided)
{
	assert_int_equal(program_run_after(*state,
	                     "mkdir a b c && cp old/audit.csv a && "
	                     "cp new/audit.csv b && "
	                     "sed s/x86-64/arm64/ new/audit.csv >c/audit.csv",
	                     "--help"),
	    0);
	for (size_t i = 0; i < REPORTS_N_FORMATS; i++) {
		const char *format = REPORTS_FORMATS[i];

		assert_int_equal(reports_run(*state, format, "compare a a"), 0);
		assert_int_equal(reports_run(*state, format, "compare a b"), 1);
		program_assert_has(*state, "out", "REGRESSION");
		assert_int_equal(reports_run(*state, format, "compare a c"), 3);
	}
}

/* Twice each time of a report, in a report of another machine. */
static void
make_other_machine(const char *folder)
{
	static const char RUN[] =
	    "{\"run_id\": \"" SYNTH_RUN_ID
	    "\", \"host\": \"other\", \"kernel\": \"6.1\", "
	    "\"machine\": {\"cpu_model\": \"Model B\"}, \"toolchain\": "
	    "{\"compiler\": \"gcc 12\", \"flags\": \"-O2\"}, \"clock\": "
	    "{\"quantum_ns\": 20}, \"complete\": true}";

	assert_int_equal(
	    program_run_after(folder,
	        "mkdir -p twice moved && cp pass/run.json twice && awk -F, -v "
	        "OFS=, 'NR > 1 { $21 *= 2 } { print }' pass/raw.csv "
	        ">twice/raw.csv && cp twice/raw.csv moved",
	        "--help"),
	    0);
	scratch_write(folder, "moved/run.json", RUN, strlen(RUN));
}

TEST(no_time_of_a_machine_is_set_against_one_of_another)
{
	static const char *const SAID[REPORTS_N_FORMATS] = {
		"the machines differ (old: h, Model A; new: other, Model B): "
		"only costs relative to each one's own baseline are compared\n",
		",differ,",
		"\"machines\": \"differ\"",
		"\nThe machines differ: only costs relative to each one's own "
		"baseline are compared.\n",
		"<property name=\"machines\" value=\"differ\"/>",
		"\nmachines: differ\n",
	};

	make_other_machine(*state);
	assert_int_equal(reports_run(*state, "csv", "judge --out . pass"), 0);
	char *base = reports_cell(*state, "summary.csv", 1, "base_ns");
	assert_int_equal(reports_run(*state, "csv", "judge --out . moved"), 0);
	char *moved = reports_cell(*state, "summary.csv", 1, "base_ns");
	assert_true(strtod(moved, NULL) == 2 * strtod(base, NULL));
	for (size_t i = 0; i < REPORTS_N_FORMATS; i++) {
		const char *format = REPORTS_FORMATS[i];

		/* Not a byte depends on how fast the machine is. */
		assert_int_equal(
		    reports_run(*state, format, "compare slow pass"), 0);
		char *same = scratch_read(*state, "out");
		assert_int_equal(
		    reports_run(*state, format, "compare slow twice"), 0);
		program_assert_same(same, scratch_read(*state, "out"));

		assert_int_equal(
		    reports_run(*state, format, "compare pass moved"), 0);
		program_assert_has(*state, "out", SAID[i]);
		char *out = scratch_read(*state, "out");
		assert_null(strstr(out, "ns/op"));
		assert_null(strstr(out, "_ns"));
		assert_null(strstr(out, " ns"));
		free(out);
	}
	free(base);
	free(moved);
}

/* Two machines may be of one model; of one that is not known, nothing is. */
TEST(machines_are_told_by_name_and_processor)
{
	static const struct {
		const char *edit;
		const char *said;
	} CASES[] = {
		{ "s/\"h\"/\"g\"/", ",differ," },
		{ "s/Model A/Model B/", ",differ," },
		{ "s/\"host\"/\"name\"/", ",unknown," },
		{ "s/\"cpu_model\"/\"model\"/", ",unknown," },
		{ "s/6.1/6.2/", ",same," },
	};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		char text[256];

		snprintf(text, sizeof(text),
		    "mkdir -p edited && cp pass/raw.csv edited && sed '%s' "
		    "pass/run.json >edited/run.json",
		    CASES[i].edit);
		assert_int_equal(program_run_after(*state, text, "--help"), 0);
		assert_int_equal(
		    reports_run(*state, "csv", "compare pass edited"), 0);
		program_assert_has(*state, "out", CASES[i].said);
	}
	assert_int_equal(remove(scratch_path(*state, "edited/run.json")), 0);
	assert_int_equal(reports_run(*state, "text", "compare edited pass"), 0);
	program_assert_has(*state, "out",
	    "the machines may differ: only costs relative to each one's own "
	    "baseline are compared\n");
}

TEST(an_unknown_format_names_the_valid_ones)
{
	assert_int_equal(reports_run(*state, "xml", "judge pass"), 2);
	program_assert_has(*state, "err",
	    "--format 'xml' is none of text, csv, json, markdown, junit, "
	    "benchfmt; see slowpath-analysis --help\n");
	assert_int_equal(
	    program_run(*state, "audit --claims c --format json old"), 2);
	program_assert_has(*state, "err",
	    "--format is for judge and compare; see slowpath-analysis "
	    "--help\n");
	program_assert_same(scratch_read(*state, "out"), strdup(""));
}

TEST(what_cannot_be_printed_is_an_error)
{
	for (size_t i = 0; i < REPORTS_N_FORMATS; i++) {
		const char *format = REPORTS_FORMATS[i];

		assert_int_equal(
		    reports_run(*state, format, "judge pass >/dev/full"), 2);
		program_assert_has(*state, "err", "to standard output: ");
		assert_int_equal(
		    reports_run(*state, format, "compare pass pass >/dev/full"),
		    2);
	}
}
