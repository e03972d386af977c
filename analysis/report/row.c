/* SPDX-License-Identifier: BSD-2-Clause */
/* row: see row.h. */
#include "analysis/report/row.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int
row_init(struct row_result *r, const struct raw_slice *slice)
{
	const struct csv_field *fields = slice->fields;

	*r = (struct row_result){
		.name = strdup(fields[SLICE_ROW].text),
		.op_case = strdup(fields[SLICE_CASE].text),
		.placement = strdup(fields[SLICE_PLACEMENT].text),
		.crit = strdup(fields[SLICE_CRIT_NS].text),
		.par = strdup(fields[SLICE_PAR_NS].text),
		.n_threads = fields[SLICE_THREADS].count,
		.promise = slice->promise,
	};
	if (r->name == NULL || r->op_case == NULL || r->placement == NULL ||
	    r->crit == NULL || r->par == NULL)
		return -ENOMEM;
	return 0;
}

/* Checks the lock: a reference has its own, all other arms have the row's. */
static int
check_lock(struct row_result *r, const struct raw_slice *slice,
    const struct csv_reader *in, struct reason *why)
{
	const char *lock = slice->fields[SLICE_LOCK].text;

	if (slice->role == ROLE_REF)
		return 0;
	if (r->lock == NULL) {
		r->lock = strdup(lock);
		return r->lock == NULL ? reason_memory(why) : 0;
	}
	if (strcmp(lock, r->lock) != 0)
		return csv_reader_fail(in, SLICE_LOCK, why,
		    "'%s', as in the row's lines before", r->lock);
	return 0;
}

int
row_check(struct row_result *r, const struct raw_slice *slice,
    const struct csv_reader *in, struct reason *why)
{
	const struct csv_field *fields = slice->fields;
	const struct {
		enum slice_column column;
		const char *value;
	} texts[] = {
		{ SLICE_CASE, r->op_case },
		{ SLICE_PLACEMENT, r->placement },
		{ SLICE_CRIT_NS, r->crit },
		{ SLICE_PAR_NS, r->par },
		{ SLICE_SLOW_PATH, promise_name(r->promise) },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strcmp(fields[texts[i].column].text, texts[i].value) != 0)
			return csv_reader_fail(in, texts[i].column, why,
			    "'%s', as in the row's lines before",
			    texts[i].value);
	}
	if (fields[SLICE_THREADS].count != r->n_threads)
		return csv_reader_fail(in, SLICE_THREADS, why,
		    "'%llu', as in the row's lines before",
		    (unsigned long long)r->n_threads);
	return check_lock(r, slice, in, why);
}

static int
add_arm(struct row_result *r, const struct raw_slice *slice,
    const struct csv_reader *in, struct reason *why)
{
	const bool may_repeat =
	    slice->role == ROLE_CAND || slice->role == ROLE_REF;

	if (r->n_slices_per_arm > 0)
		return csv_reader_fail(in, SLICE_ARM, why,
		    "an arm that the row's first block has; else the lines "
		    "are " RAW_CSV_OUT_OF_ORDER);
	if (!may_repeat && row_find_role(r, slice->role) != NULL)
		return csv_reader_fail(in, SLICE_ROLE, why,
		    "another role: arm '%s' has this one already",
		    row_find_role(r, slice->role)->name);

	struct arm_result *arms =
	    reallocarray(r->arms, r->n_arms + 1, sizeof(*arms));
	if (arms == NULL)
		return reason_memory(why);
	r->arms = arms;

	if (arm_init(&arms[r->n_arms++], slice) < 0)
		return reason_memory(why);
	return 0;
}

int
row_find_arm(struct row_result *r, const struct raw_slice *slice,
    const struct csv_reader *in, struct arm_result **ret_arm,
    struct reason *why)
{
	int rc = 0;
	size_t i = 0;

	while (i < r->n_arms &&
	    strcmp(r->arms[i].name, slice->fields[SLICE_ARM].text) != 0)
		i++;
	if (i < r->n_arms)
		rc = arm_check(&r->arms[i], slice, in, why);
	else
		rc = add_arm(r, slice, in, why);
	if (rc == 0)
		*ret_arm = &r->arms[i];
	return rc;
}

int
row_end(struct row_result *r)
{
	int rc = 0;

	series_sort(&r->slice_ns);
	for (size_t i = 0; i < r->n_arms && rc == 0; i++) {
		struct arm_result *arm = &r->arms[i];

		rc = offsets_find_medians(
		    &arm->by_unit, &r->unit_offsets, &arm->by_offset);
		if (rc == 0)
			rc = series_copy_sorted(&arm->by_unit, 1, &arm->units);
	}
	return rc;
}

const struct arm_result *
row_find_role(const struct row_result *r, enum role role)
{
	for (size_t i = 0; i < r->n_arms; i++) {
		if (r->arms[i].role == role)
			return &r->arms[i];
	}
	return NULL;
}

struct arm_sums
row_sums(const struct row_result *r, enum role role)
{
	const struct arm_result *arm = row_find_role(r, role);

	return arm == NULL ? (struct arm_sums){ 0 } : arm->sums;
}

double
row_base_ns(const struct row_result *r)
{
	const struct arm_result *base = row_find_role(r, ROLE_BASE);

	return base != NULL ? series_median(&base->units) : NAN;
}

bool
row_is_same(const struct row_result *a, const struct row_result *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->crit, b->crit) == 0 &&
	    strcmp(a->par, b->par) == 0;
}

static void
row_fini(struct row_result *r)
{
	for (size_t i = 0; i < r->n_arms; i++)
		arm_fini(&r->arms[i]);
	free(r->arms);
	free(r->name);
	free(r->lock);
	free(r->op_case);
	free(r->placement);
	free(r->crit);
	free(r->par);
	series_fini(&r->slice_ns);
	series_fini(&r->block_slice_ns);
	series_fini(&r->unit_numbers);
	series_fini(&r->unit_offsets);
}

void
row_destroy_all(struct row_result *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		row_fini(&rows[i]);
	free(rows);
}
