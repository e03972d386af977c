/* SPDX-License-Identifier: BSD-2-Clause */
/* tally: what is summed over an arm's slices besides time. */
#ifndef ANALYSIS_REPORT_TALLY_H
#define ANALYSIS_REPORT_TALLY_H

#include "analysis/report/slices.h"

/*
 * Each sum goes with the operations or slices for which it is known.  A share
 * is what one thread did of a slice's operations.
 */
struct tally {
	double handoffs;
	double handoff_ops;
	double min_max_ratios;
	double min_shares;
	double max_shares;
	double n_shares;
	double hard_entries;
	double count_ops;
};

/* Adds what `slice` says. */
void tally_slice(struct tally *t, const struct slice *slice);

/* Adds the sums of `more`. */
void tally_add(struct tally *t, const struct tally *more);

#endif
