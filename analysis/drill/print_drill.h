/* SPDX-License-Identifier: BSD-2-Clause */
/* print_drill: what people look at after a drill. */
#ifndef ANALYSIS_DRILL_PRINT_DRILL_H
#define ANALYSIS_DRILL_PRINT_DRILL_H

#include "analysis/drill/drill.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Prints `drill` to `out`, with the states of the promises coloured if
 * `is_coloured`.  Errors are left in `out` for the caller to find.
 */
void print_drill(FILE *out, const struct drill *drill, bool is_coloured);

#endif
