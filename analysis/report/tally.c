/* SPDX-License-Identifier: BSD-2-Clause */
/* tally: see tally.h. */
#include "analysis/report/tally.h"

void
tally_slice(struct tally *t, const struct slice *slice)
{
	const struct csv_field *fields = slice->fields;
	const double ops = (double)fields[SLICE_OPS].count;

	if (fields[SLICE_HARD_ENTRIES].text[0] != '\0') {
		t->hard_entries += (double)fields[SLICE_HARD_ENTRIES].count;
		t->count_ops += ops;
	}
	if (fields[SLICE_HANDOFFS].text[0] != '\0') {
		t->handoffs += (double)fields[SLICE_HANDOFFS].count;
		t->handoff_ops += ops;
	}
	if (fields[SLICE_OPS_MIN_THREAD].text[0] != '\0' &&
	    fields[SLICE_OPS_MAX_THREAD].count > 0) {
		const double min = (double)fields[SLICE_OPS_MIN_THREAD].count;
		const double max = (double)fields[SLICE_OPS_MAX_THREAD].count;

		t->min_max_ratios += min / max;
		t->min_shares += min / ops;
		t->max_shares += max / ops;
		t->n_shares++;
	}
}

void
tally_add(struct tally *t, const struct tally *more)
{
	t->handoffs += more->handoffs;
	t->handoff_ops += more->handoff_ops;
	t->min_max_ratios += more->min_max_ratios;
	t->min_shares += more->min_shares;
	t->max_shares += more->max_shares;
	t->n_shares += more->n_shares;
	t->hard_entries += more->hard_entries;
	t->count_ops += more->count_ops;
}
