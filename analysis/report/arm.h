/* SPDX-License-Identifier: BSD-2-Clause */
/* arm: what one arm of a row measured. */
#ifndef ANALYSIS_REPORT_ARM_H
#define ANALYSIS_REPORT_ARM_H

#include "analysis/report/offsets.h"
#include "analysis/report/raw_csv.h"
#include "analysis/stats/series.h"

/*
 * Sums over slices.  Each has its own count of operations or slices, since not
 * every slice has the number.  A share is the part of a slice's operations that
 * one thread did.
 */
struct arm_sums {
	double handoffs;
	double handoff_ops;
	double min_max_ratios;
	double min_shares;
	double max_shares;
	double n_shares;
	double hard_entries;
	double count_ops;
};

/* Adds the sums of `more` to `t`. */
void arm_sums_add(struct arm_sums *t, const struct arm_sums *more);

/*
 * `units` has one number per unit, sorted once all are read: for the baseline
 * its ns per operation, for any other arm the log ratio to the baseline.
 * `by_offset` is known then.  `by_unit` has the same numbers in the order of
 * the units, which the arms of a row share: where one has a number, all have.
 * `blocks` is the same per valid block of the unit being read, `sums` is over
 * all valid blocks, and the rest sums the block being read.
 */
struct arm_result {
	char *name;
	char *check;
	char *place;
	enum role role;
	struct series units;
	struct series by_unit;
	struct offset_medians by_offset;
	struct series blocks;
	struct arm_sums sums;
	size_t n_slices;
	double ops;
	double wall_ns;
	struct arm_sums block_sums;
};

/*
 * Initialises `arm` with the name and the description in `slice`.  Returns 0,
 * or -ENOMEM; then only arm_fini() may follow.
 */
int arm_init(struct arm_result *arm, const struct raw_slice *slice);

/*
 * Checks that `slice`, read from `in`, describes the arm as its first one did.
 * Returns 0, or -EINVAL with the reason in `why`.
 */
int arm_check(const struct arm_result *arm, const struct raw_slice *slice,
    const struct csv_reader *in, struct reason *why);

/* Adds `slice` to the block being read. */
void arm_add_slice(struct arm_result *arm, const struct raw_slice *slice);

/* Frees what `arm` holds. */
void arm_fini(struct arm_result *arm);

#endif
