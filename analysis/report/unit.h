/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unit: from slices to one number per unit and arm.
 *
 * A block's slices are summed per arm.  A valid block gives each arm the log of
 * its time per operation over the baseline's; a unit gives the median of these
 * logs over its valid blocks.  raw_rows.c knows where blocks and units end.
 */
#ifndef ANALYSIS_REPORT_UNIT_H
#define ANALYSIS_REPORT_UNIT_H

#include "analysis/report/row.h"

#include <stdbool.h>
#include <stdint.h>

/* A unit with fewer valid blocks gives no number and is lost. */
#define UNIT_LEAST_BLOCKS 3

/*
 * Returns whether the block being read has a baseline, and as many slices of
 * each arm as the row's other blocks.  In the row's first block any number will
 * do, if it is the same for all arms.
 */
bool unit_is_block_whole(const struct row_result *r);

/*
 * Ends the block being read, which is whole: a valid block is added to the unit
 * being read, any other is counted as dropped.  Returns 0, or -ENOMEM.
 */
int unit_end_block(struct row_result *r, bool is_valid);

/* Forgets the slices of the block being read. */
void unit_clear_block(struct row_result *r);

/*
 * Ends the unit being read, which was measured at `offset`, and forgets its
 * blocks.  Returns 0, or -ENOMEM.
 */
int unit_end(struct row_result *r, uint64_t offset);

#endif
