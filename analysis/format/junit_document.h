/* SPDX-License-Identifier: BSD-2-Clause */
/* junit_document: tests, and the XML that tells them. */
#ifndef ANALYSIS_FORMAT_JUNIT_DOCUMENT_H
#define ANALYSIS_FORMAT_JUNIT_DOCUMENT_H

#include "analysis/audit/audit_diff.h"
#include "analysis/stats/stats.h"
#include "analysis/verdict/verdict.h"

#include <stddef.h>
#include <stdio.h>

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

/* Prints the whole document to `out`; there is at least one test. */
void junit_document_print(FILE *out, const struct testcases *tests);

#endif
