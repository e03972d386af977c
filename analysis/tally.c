/* SPDX-License-Identifier: BSD-2-Clause */
/* tally: see tally.h. */
#include "analysis/tally.h"

void
tally_slice(struct tally *t, const struct slice *slice)
{
	const struct cell *cells = slice->cells;
	const double ops = (double)cells[SLICE_OPS].count;

	if (slice->role == ROLE_COUNT) {
		t->hard_entries += (double)cells[SLICE_HARD_ENTRIES].count;
		t->count_ops += ops;
	}
	if (slice->role != ROLE_BASE)
		return;
	if (cells[SLICE_HANDOFFS].text[0] != '\0') {
		t->handoffs += (double)cells[SLICE_HANDOFFS].count;
		t->handoff_ops += ops;
	}
	if (cells[SLICE_OPS_MIN_THREAD].text[0] != '\0' &&
	    cells[SLICE_OPS_MAX_THREAD].count > 0) {
		t->min_max_ratios += (double)cells[SLICE_OPS_MIN_THREAD].count /
		    (double)cells[SLICE_OPS_MAX_THREAD].count;
		t->n_min_max_ratios++;
	}
}

void
tally_add(struct tally *t, const struct tally *more)
{
	t->handoffs += more->handoffs;
	t->handoff_ops += more->handoff_ops;
	t->min_max_ratios += more->min_max_ratios;
	t->n_min_max_ratios += more->n_min_max_ratios;
	t->hard_entries += more->hard_entries;
	t->count_ops += more->count_ops;
}
