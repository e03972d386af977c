/* SPDX-License-Identifier: BSD-2-Clause */
/* print_row: what a row is and measured, for people. */
#ifndef ANALYSIS_FORMAT_PRINT_ROW_H
#define ANALYSIS_FORMAT_PRINT_ROW_H

#include "analysis/verdict/findings.h"

#include <stdio.h>

/* Prints what the row of `f` measured as a whole, and the controls of `f`. */
void print_row(FILE *out, const struct finding *f);

#endif
