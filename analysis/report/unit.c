/* SPDX-License-Identifier: BSD-2-Clause */
/* unit: see unit.h. */
#include "analysis/report/unit.h"

#include <math.h>

bool
unit_is_block_whole(const struct row_result *r)
{
	const size_t n =
	    r->n_slices_per_arm > 0 ? r->n_slices_per_arm : r->arms[0].n_slices;

	if (row_find_role(r, ROLE_BASE) == NULL)
		return false;
	for (size_t i = 0; i < r->n_arms; i++) {
		if (r->arms[i].n_slices != n)
			return false;
	}
	return true;
}

static int
add_ratios(struct row_result *r)
{
	const struct arm_result *base = row_find_role(r, ROLE_BASE);
	const double base_ns = base->wall_ns / base->ops;
	int rc = series_add(
	    &r->block_slice_ns, base->wall_ns / (double)base->n_slices);

	for (size_t i = 0; i < r->n_arms && rc == 0; i++) {
		struct arm_result *arm = &r->arms[i];
		const double ns = arm->wall_ns / arm->ops;

		rc = series_add(
		    &arm->blocks, arm == base ? ns : log(ns / base_ns));
	}
	return rc;
}

int
unit_end_block(struct row_result *r, bool is_valid)
{
	r->n_slices_per_arm = r->arms[0].n_slices;
	r->n_blocks++;
	if (!is_valid) {
		r->n_dropped++;
		return 0;
	}
	for (size_t i = 0; i < r->n_arms; i++)
		arm_sums_add(&r->arms[i].sums, &r->arms[i].block_sums);
	return add_ratios(r);
}

void
unit_clear_block(struct row_result *r)
{
	for (size_t i = 0; i < r->n_arms; i++) {
		r->arms[i].n_slices = 0;
		r->arms[i].ops = 0;
		r->arms[i].wall_ns = 0;
		r->arms[i].block_sums = (struct arm_sums){ 0 };
	}
}

/* Appends the median of `blocks` to `units` and forgets the blocks. */
static int
reduce(struct series *blocks, struct series *units)
{
	int rc = 0;

	if (blocks->n >= UNIT_LEAST_BLOCKS) {
		series_sort(blocks);
		rc = series_add(units, series_median(blocks));
	}
	series_fini(blocks);
	return rc;
}

int
unit_end(struct row_result *r, uint64_t offset)
{
	int rc = 0;

	if (r->block_slice_ns.n < UNIT_LEAST_BLOCKS)
		r->n_units_lost++;
	else
		rc = series_add(&r->unit_offsets, (double)offset);
	if (rc == 0)
		rc = reduce(&r->block_slice_ns, &r->slice_ns);
	for (size_t i = 0; i < r->n_arms && rc == 0; i++)
		rc = reduce(&r->arms[i].blocks, &r->arms[i].by_unit);
	return rc;
}
