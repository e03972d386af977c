/* SPDX-License-Identifier: BSD-2-Clause */
/* print: the tables that people look at. */
#ifndef ANALYSIS_FORMAT_PRINT_H
#define ANALYSIS_FORMAT_PRINT_H

#include "analysis/verdict/compare.h"
#include "analysis/verdict/findings.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Print to `out` the findings or the comparisons, grouped by row, and how many
 * there are of each verdict, by which gate.  Verdicts are coloured if
 * `is_coloured`.  Errors are left in `out` for the caller to find.
 */
void print_findings(
    FILE *out, const struct findings *findings, bool is_coloured);
void print_comparisons(
    FILE *out, const struct comparisons *comparisons, bool is_coloured);

/* Ends a line with the verdict and the reason. */
void print_opinion(FILE *out, const struct opinion *opinion, bool is_coloured);

/* Prints `number` after a blank, or a dash if there is none to print. */
void print_number(FILE *out, int width, int n_decimals, double number);

/* The same of a log of a ratio, in per cent. */
void print_percent(FILE *out, int width, double log_ratio);

/*
 * Ends what was printed to `out`.  Returns `status`, or -EIO with the reason in
 * `why` if something could not be written.
 */
int print_end(FILE *out, int status, struct reason *why);

#endif
