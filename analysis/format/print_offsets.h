/* SPDX-License-Identifier: BSD-2-Clause */
/* print_offsets: what a candidate measured at the offsets of its loop. */
#ifndef ANALYSIS_FORMAT_PRINT_OFFSETS_H
#define ANALYSIS_FORMAT_PRINT_OFFSETS_H

#include "analysis/report/census.h"

#include <stdio.h>

/* Prints a line that tells of `offsets`, which are at least one. */
void print_offsets(FILE *out, const struct offsets *offsets);

#endif
