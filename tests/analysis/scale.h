/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * scale: reports of any size whose verdicts are known.
 *
 * A report can grow in two ways, as a run's can: by more units for each row,
 * or by more blocks for each unit.
 */
#ifndef TESTS_ANALYSIS_SCALE_H
#define TESTS_ANALYSIS_SCALE_H

#include "tests/analysis/synth.h"

/* All candidates PASS but the first row's, which is a REGRESSION. */
#define SCALE_ROWS 5

/* The number of lines that one more block takes for one unit of each row. */
#define SCALE_LINES (SCALE_ROWS * SYNTH_BLOCK_LINES)

/*
 * Writes a report to `folder`:  `n_units` units for each row and `n_blocks`
 * blocks for each unit, of which one in twenty is dropped.  That is n_units *
 * n_blocks * SCALE_LINES slices.
 */
void scale_report(const char *folder, unsigned n_units, unsigned n_blocks);

#endif
