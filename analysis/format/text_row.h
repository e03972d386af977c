/* SPDX-License-Identifier: BSD-2-Clause */
/* text_row: the lines of a row in the tables for people. */
#ifndef ANALYSIS_FORMAT_TEXT_ROW_H
#define ANALYSIS_FORMAT_TEXT_ROW_H

#include "analysis/verdict/compare.h"
#include "analysis/verdict/findings.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * All functions print to `out`, whose errors are left for the caller to find.
 * Verdicts are coloured if `is_coloured`.
 */

/* Prints what the row of `f` measured as a whole, and its controls. */
void text_row_print(FILE *out, const struct finding *f);

/* Prints the header of the lines below. */
void text_row_print_columns(FILE *out);

/* Prints the line of a candidate, and its offsets if a PASS needs them. */
void text_row_print_candidate(
    FILE *out, const struct finding *f, bool is_coloured);

/*
 * Prints a candidate in the old report and in the new one, and the difference.
 */
void text_row_print_comparison(
    FILE *out, const struct comparison *c, bool is_coloured);

/* Prints the verdict and its reason, and ends the line. */
void text_row_print_opinion(
    FILE *out, const struct opinion *opinion, bool is_coloured);

#endif
