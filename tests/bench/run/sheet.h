/* SPDX-License-Identifier: BSD-2-Clause */
/* sheet: the text of a CSV file, by lines and columns. */
#ifndef TESTS_BENCH_RUN_SHEET_H
#define TESTS_BENCH_RUN_SHEET_H

#include <stdbool.h>

/* Where a line begins; the header is line 0. */
const char *sheet_line(const char *text, unsigned line);

/* How often a character stands in the line that begins here. */
unsigned sheet_count(const char *line, char wanted);

/*
 * Asserts what a line has in the column that the header calls so.  No field
 * before it may have a comma of its own.
 */
void sheet_assert_field(
    const char *text, unsigned line, const char *column, const char *wanted);

/*
 * Reads what gzip compressed, to be freed: as much as is whole.  *ret_is_whole
 * says whether that is all, unless it is NULL.
 */
char *sheet_unpack(const char *path, bool *ret_is_whole);

#endif /* TESTS_BENCH_RUN_SHEET_H */
