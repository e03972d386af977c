/* SPDX-License-Identifier: BSD-2-Clause */
/* arm: see arm.h. */
#include "analysis/report/arm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void
add_to_sums(struct arm_sums *t, const struct raw_slice *slice)
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
arm_sums_add(struct arm_sums *t, const struct arm_sums *more)
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

int
arm_init(struct arm_result *arm, const struct raw_slice *slice)
{
	const struct csv_field *fields = slice->fields;

	*arm = (struct arm_result){
		.name = strdup(fields[SLICE_ARM].text),
		.check = strdup(fields[SLICE_CHECK].text),
		.place = strdup(fields[SLICE_PLACE].text),
		.role = slice->role,
	};
	if (arm->name == NULL || arm->check == NULL || arm->place == NULL)
		return -ENOMEM;
	return 0;
}

int
arm_check(const struct arm_result *arm, const struct raw_slice *slice,
    const struct csv_reader *in, struct reason *why)
{
	const struct csv_field *fields = slice->fields;

	if (slice->role != arm->role)
		return csv_reader_fail(in, SLICE_ROLE, why,
		    "'%s', as in the arm's lines before", role_name(arm->role));
	if (strcmp(fields[SLICE_CHECK].text, arm->check) != 0)
		return csv_reader_fail(in, SLICE_CHECK, why,
		    "'%s', as in the arm's lines before", arm->check);
	if (strcmp(fields[SLICE_PLACE].text, arm->place) != 0)
		return csv_reader_fail(in, SLICE_PLACE, why,
		    "'%s', as in the arm's lines before", arm->place);
	return 0;
}

void
arm_add_slice(struct arm_result *arm, const struct raw_slice *slice)
{
	arm->n_slices++;
	arm->ops += (double)slice->fields[SLICE_OPS].count;
	arm->wall_ns += (double)slice->fields[SLICE_WALL_NS].count;
	add_to_sums(&arm->block_sums, slice);
}

void
arm_fini(struct arm_result *arm)
{
	free(arm->name);
	free(arm->check);
	free(arm->place);
	series_fini(&arm->units);
	series_fini(&arm->by_unit);
	series_fini(&arm->blocks);
}
