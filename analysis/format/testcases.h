/* SPDX-License-Identifier: BSD-2-Clause */
/* testcases: verdicts as tests of one or more suites, in JUnit's XML. */
#ifndef ANALYSIS_FORMAT_TESTCASES_H
#define ANALYSIS_FORMAT_TESTCASES_H

#include "analysis/audit/changes.h"
#include "analysis/stats/stats.h"
#include "analysis/verdict/verdict.h"

#include <stddef.h>
#include <stdio.h>

/*
 * Those of one suite stand one after another.  What it is about is a change of
 * an audit, or `measured` with a `test`, or something as a whole.
 */
struct testcase {
	const char *suite;
	const char *name;
	enum verdict verdict;
	const char *reason;
	enum reason_kind kind;
	const struct change *change;
	const char *measured;
	const struct stats_result *test;
	double margin;
};

/*
 * `machines` is NULL where there is but one, `gate_sha256` where no gate file
 * was asked.  A test without a verdict is of a row that was skipped.
 */
struct testcases {
	struct testcase *list;
	size_t n;
	const char *machines;
	const char *gate_sha256;
};

/* Prints the whole document to `out`; there must be a test. */
void testcases_print(FILE *out, const struct testcases *tests);

#endif
