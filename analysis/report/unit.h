/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unit: slices on their way into a row, block by block.
 *
 * A block's slices are summed per arm; a valid block gives each arm the log of
 * its time per operation over the baseline's; a unit gives the median of
 * these over its blocks.
 */
#ifndef ANALYSIS_REPORT_UNIT_H
#define ANALYSIS_REPORT_UNIT_H

#include "analysis/report/row.h"

/* A unit with fewer valid blocks gives no number and is lost. */
#define UNIT_LEAST_BLOCKS 3

/* What to do with a last block that lacks slices. */
enum unit_end {
	UNIT_GOES_ON,   /* refuse it */
	UNIT_FILE_ENDS, /* leave it out: the run was killed while writing it */
};

/*
 * Adds `slice`, read from `in`, to the unit being read, ending the block
 * before it if this begins another.  Returns 0, or a negative errno with the
 * reason in `why`.
 */
int unit_add(struct row_result *r, const struct raw_slice *slice,
    const struct raw_csv *in, struct reason *why);

/*
 * Ends the unit being read.  Returns 0; 1 if its last block was left out as
 * `end` allows; or a negative errno with the reason in `why`.
 */
int unit_end(struct row_result *r, enum unit_end end, const struct raw_csv *in,
    struct reason *why);

#endif
