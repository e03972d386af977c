/* SPDX-License-Identifier: BSD-2-Clause */
/* tally: what is summed over slices besides time. */
#ifndef ANALYSIS_TALLY_H
#define ANALYSIS_TALLY_H

#include "analysis/slices.h"

/*
 * Hand-offs and fairness are the baseline's, entries the counting arm's; each
 * goes with the operations or slices for which it is known.
 */
struct tally {
	double handoffs;
	double handoff_ops;
	double min_max_ratios;
	double n_min_max_ratios;
	double hard_entries;
	double count_ops;
};

/* Adds what `slice` says. */
void tally_slice(struct tally *t, const struct slice *slice);

/* Adds the sums of `more`. */
void tally_add(struct tally *t, const struct tally *more);

#endif
