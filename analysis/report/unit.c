/* SPDX-License-Identifier: BSD-2-Clause */
/* unit: see unit.h. */
#include "analysis/report/unit.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/*
 * Whether there is a baseline and every arm has as many slices as the row's
 * blocks give it.  Before the first whole block any number will do, if it is
 * the same for all.
 */
static bool
is_block_whole(const struct row_result *r)
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

static int
take_block(struct row_result *r)
{
	r->n_slices_per_arm = r->arms[0].n_slices;
	r->n_blocks++;
	if (r->block.has_broken_exclusion)
		r->has_broken_exclusion = true;
	if (!r->block.is_valid) {
		r->n_dropped++;
		return 0;
	}
	for (size_t i = 0; i < r->n_arms; i++)
		arm_sums_add(&r->arms[i].sums, &r->arms[i].block_sums);
	return add_ratios(r);
}

static int
refuse_block(
    const struct row_result *r, const struct raw_csv *in, struct reason *why)
{
	const bool has_base = row_find_role(r, ROLE_BASE) != NULL;

	return reason_set(why, -EINVAL,
	    "%s:%lu:1: block %llu of row '%s' ends before this line %s; lines "
	    "are missing, or " RAW_CSV_OUT_OF_ORDER,
	    raw_csv_path(in), raw_csv_line(in),
	    (unsigned long long)r->block.number, r->name,
	    has_base ? "without the same slices of each arm as other blocks"
	             : "without a slice of role base to compare with");
}

/* Returns as unit_end() does. */
static int
end_block(struct row_result *r, enum unit_end end, const struct raw_csv *in,
    struct reason *why)
{
	int rc = 0;

	if (r->block.n_slices == 0)
		return 0;
	if (is_block_whole(r))
		rc = take_block(r) == 0 ? 0 : reason_memory(why);
	else if (end == UNIT_FILE_ENDS)
		rc = 1;
	else
		rc = refuse_block(r, in, why);
	for (size_t i = 0; i < r->n_arms; i++) {
		r->arms[i].n_slices = 0;
		r->arms[i].ops = 0;
		r->arms[i].wall_ns = 0;
		r->arms[i].block_sums = (struct arm_sums){ 0 };
	}
	r->block = (struct block){ 0 };
	return rc;
}

/* Puts `slice` into the block being read, ending the one before it. */
static int
enter_block(struct row_result *r, const struct raw_slice *slice,
    const struct raw_csv *in, struct reason *why)
{
	struct block *b = &r->block;
	const uint64_t number = slice->fields[SLICE_BLOCK].count;

	if (b->n_slices > 0 && number < b->number)
		return raw_csv_fail(in, SLICE_BLOCK, why,
		    "at least %llu: blocks come in order, and the lines "
		    "are " RAW_CSV_OUT_OF_ORDER,
		    (unsigned long long)b->number);
	if (b->n_slices > 0 && number > b->number) {
		const int rc = end_block(r, UNIT_GOES_ON, in, why);

		if (rc < 0)
			return rc;
	}
	if (b->n_slices == 0) {
		b->number = number;
		b->is_valid = slice->is_valid;
	}
	if (b->is_valid != slice->is_valid)
		return raw_csv_fail(in, SLICE_VALID, why,
		    "'%d', as in the block's other slices", b->is_valid);
	b->n_slices++;
	return 0;
}

int
unit_add(struct row_result *r, const struct raw_slice *slice,
    const struct raw_csv *in, struct reason *why)
{
	const struct csv_field *fields = slice->fields;
	struct arm_result *arm;
	int rc = row_check(r, slice, in, why);

	if (rc == 0 && fields[SLICE_PAD].count != r->offset)
		rc = raw_csv_fail(in, SLICE_PAD, why,
		    "'%llu', as in the unit's lines before",
		    (unsigned long long)r->offset);
	if (rc == 0)
		rc = enter_block(r, slice, in, why);
	if (rc == 0)
		rc = row_find_arm(r, slice, in, &arm, why);
	if (rc != 0)
		return rc;
	arm->n_slices++;
	arm->ops += (double)fields[SLICE_OPS].count;
	arm->wall_ns += (double)fields[SLICE_WALL_NS].count;
	arm_sums_add_slice(&arm->block_sums, slice);
	if (strcmp(fields[SLICE_DROP_REASON].text, "exclusion") == 0)
		r->block.has_broken_exclusion = true;
	return 0;
}

/* Moves the median of `blocks` to `units` and forgets the blocks. */
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

static int
end_arm(struct arm_result *arm)
{
	const size_t n = arm->units.n;
	const int rc = reduce(&arm->blocks, &arm->units);

	if (rc < 0 || arm->units.n == n)
		return rc;
	return series_add(&arm->by_unit, arm->units.values[n]);
}

int
unit_end(struct row_result *r, enum unit_end end, const struct raw_csv *in,
    struct reason *why)
{
	const int ended = end_block(r, end, in, why);

	if (ended < 0)
		return ended;

	int rc = 0;
	if (r->block_slice_ns.n < UNIT_LEAST_BLOCKS)
		r->n_units_lost++;
	else
		rc = series_add(&r->unit_offsets, (double)r->offset);
	if (rc == 0)
		rc = reduce(&r->block_slice_ns, &r->slice_ns);
	for (size_t i = 0; i < r->n_arms && rc == 0; i++)
		rc = end_arm(&r->arms[i]);
	return rc == 0 ? ended : reason_memory(why);
}
