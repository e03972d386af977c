/* SPDX-License-Identifier: BSD-2-Clause */
/* print_pledges: how the promises stand, and who broke them. */
#ifndef ANALYSIS_DRILL_PRINT_PLEDGES_H
#define ANALYSIS_DRILL_PRINT_PLEDGES_H

#include "analysis/drill/drill.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Prints a line for each promise of `drill` to `out`, and under a broken one
 * the first panics that broke it.  States are coloured if `is_coloured`.
 */
void print_pledges(FILE *out, const struct drill *drill, bool is_coloured);

#endif
