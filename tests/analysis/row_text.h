/* SPDX-License-Identifier: BSD-2-Clause */
/* row_text: rows of a CSV file as text, with the fields in the list's order. */
#ifndef TESTS_ANALYSIS_ROW_TEXT_H
#define TESTS_ANALYSIS_ROW_TEXT_H

#include "base/formats/formats.h"

#include <stdio.h>

/* What is enough for a row. */
#define ROW_TEXT_BYTES 4096

/*
 * Add a row of `format` to a text, or to a file: the fields are indexed by
 * column, and are written as they stand; one that is NULL is empty.
 */
void row_text_add(
    char *text, const struct file_format *format, const char *const *fields);
void row_text_put(
    FILE *out, const struct file_format *format, const char *const *fields);

#endif
