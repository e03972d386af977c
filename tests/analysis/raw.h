/* SPDX-License-Identifier: BSD-2-Clause */
/* raw: raw.csv files made line by line. */
#ifndef TESTS_ANALYSIS_RAW_H
#define TESTS_ANALYSIS_RAW_H

#include <stddef.h>

#include "analysis/report/report.h"
#include "base/formats/formats.h"

/* The fields of a slice; where one is NULL, it is that of a baseline. */
struct slice_words {
	const char *schema;
	const char *run_id;
	const char *row;
	const char *unit;
	const char *offset;
	const char *block;
	const char *arm;
	const char *lock;
	const char *check;
	const char *op_case;
	const char *role;
	const char *threads;
	const char *ops;
	const char *wall_ns;
	const char *valid;
	const char *drop_reason;
	const char *slow_path;
	const char *hard_entries;
};

/* Appends a line with the fields `w` to `text`. */
void raw_add(char *text, const struct slice_words *w);

/*
 * Writes `text` to raw.csv in `folder` and reads the report.  Returns what
 * report_read() returns; its warnings, to be freed, are in `ret_warnings`.
 */
int raw_read(const char *folder, const char *text, char **ret_warnings,
    struct report **ret_report, struct reason *why);

/* Checks that a raw.csv of the `n` lines `w` is refused because `expected`. */
void raw_assert_refused(const char *folder, const struct slice_words *w,
    size_t n, const char *expected);

#endif
