/* SPDX-License-Identifier: BSD-2-Clause */
/* print_gaps: what was to be judged and was not, for people. */
#ifndef ANALYSIS_FORMAT_PRINT_GAPS_H
#define ANALYSIS_FORMAT_PRINT_GAPS_H

#include "analysis/verdict/gaps.h"

#include <stdbool.h>
#include <stdio.h>

/* Prints a line and a reason for each gap, and a blank line after the last. */
void print_gaps(FILE *out, const struct gaps *gaps, bool is_coloured);

#endif
