/* SPDX-License-Identifier: BSD-2-Clause */
/* text_row: what a row measured, line by line, for people. */
#ifndef ANALYSIS_FORMAT_TEXT_ROW_H
#define ANALYSIS_FORMAT_TEXT_ROW_H

#include "analysis/verdict/compare.h"
#include "analysis/verdict/findings.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * All print to `out`, where errors are left for the caller to find.  Verdicts
 * are coloured if `is_coloured`.
 */

/* Prints what the row of `f` measured as a whole, and the controls of `f`. */
void text_row_print(FILE *out, const struct finding *f);

/* Prints the names of the columns of the lines below. */
void text_row_print_columns(FILE *out);

/* Prints the line of a candidate, and of its offsets where they are needed. */
void text_row_print_candidate(
    FILE *out, const struct finding *f, bool is_coloured);

/* Prints a candidate in the old report, in the new one, and the difference. */
void text_row_print_comparison(
    FILE *out, const struct comparison *c, bool is_coloured);

/* Ends a line with the verdict and its reason. */
void text_row_print_opinion(
    FILE *out, const struct opinion *opinion, bool is_coloured);

#endif
