/* SPDX-License-Identifier: BSD-2-Clause */
/* raw_rows: see raw_rows.h. */
#include "analysis/report/raw_rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/report/unit.h"

#define NO_ROW SIZE_MAX

/* The block being read; none when `n_slices` is 0. */
struct block {
	uint64_t number;
	size_t n_slices;
	bool is_valid;
	bool has_broken_exclusion;
};

/* A raw.csv on its way into rows, and the unit being read. */
struct raw_reader {
	struct csv_reader *in;
	struct raw_rows rows;
	size_t row; /* of the unit, or NO_ROW */
	uint64_t unit;
	uint64_t offset;
	struct block block;
};

static struct row_result *
current_row(const struct raw_reader *r)
{
	return &r->rows.rows[r->row];
}

static int
check_run_id(
    struct raw_reader *r, const struct raw_slice *slice, struct reason *why)
{
	const char *run_id = slice->fields[SLICE_RUN_ID].text;

	if (r->rows.run_id == NULL) {
		r->rows.run_id = strdup(run_id);
		return r->rows.run_id != NULL ? 0 : reason_memory(why);
	}
	if (strcmp(run_id, r->rows.run_id) != 0)
		return csv_reader_fail(r->in, SLICE_RUN_ID, why,
		    "'%s', as in the lines before: one file, one run",
		    r->rows.run_id);
	return 0;
}

/*
 * Ends the block being read, if there is one.  Returns 0; 1 if it lacks slices
 * and is left out; or -ENOMEM with `why`.
 */
static int
end_block(struct raw_reader *r, struct reason *why)
{
	struct row_result *row = current_row(r);
	int rc = 1;

	if (r->block.n_slices == 0)
		return 0;
	if (unit_is_block_whole(row)) {
		rc = unit_end_block(row, r->block.is_valid);
		row->has_broken_exclusion |= r->block.has_broken_exclusion;
	}
	unit_clear_block(row);
	r->block.n_slices = 0;
	return rc < 0 ? reason_memory(why) : rc;
}

/* The same inside the file, where a block that lacks slices is an error. */
static int
end_whole_block(struct raw_reader *r, struct reason *why)
{
	const struct row_result *row = current_row(r);
	const int rc = end_block(r, why);

	if (rc <= 0)
		return rc;
	return reason_set(why, -EINVAL,
	    "%s:%lu:1: block %llu of row '%s' ends before this line %s; lines "
	    "are missing, or " RAW_CSV_OUT_OF_ORDER,
	    csv_reader_path(r->in), csv_reader_line(r->in),
	    (unsigned long long)r->block.number, row->name,
	    row_find_role(row, ROLE_BASE) != NULL
	        ? "without the same slices of each arm as other blocks"
	        : "without a slice of role base to compare with");
}

/* Finds the row of `slice`, or adds it. */
static int
find_row(
    struct raw_reader *r, const struct raw_slice *slice, struct reason *why)
{
	struct raw_rows *all = &r->rows;
	size_t i = 0;

	while (i < all->n_rows &&
	    strcmp(all->rows[i].name, slice->fields[SLICE_ROW].text) != 0)
		i++;
	if (i == all->n_rows) {
		struct row_result *rows =
		    reallocarray(all->rows, i + 1, sizeof(*rows));

		if (rows == NULL)
			return reason_memory(why);
		all->rows = rows;
		all->n_rows++;
		if (row_init(&rows[i], slice) < 0)
			return reason_memory(why);
	}
	r->row = i;
	return 0;
}

static bool
has_unit(const struct row_result *row, uint64_t unit)
{
	for (size_t i = 0; i < row->unit_numbers.n; i++) {
		if (row->unit_numbers.values[i] == (double)unit)
			return true;
	}
	return false;
}

static bool
is_of_unit(const struct raw_reader *r, const struct raw_slice *slice)
{
	const struct csv_field *fields = slice->fields;

	return r->row != NO_ROW && fields[SLICE_UNIT].count == r->unit &&
	    strcmp(fields[SLICE_ROW].text, current_row(r)->name) == 0;
}

/* Begins the unit of `slice`, ending the one before it. */
static int
begin_unit(
    struct raw_reader *r, const struct raw_slice *slice, struct reason *why)
{
	if (r->row != NO_ROW) {
		const int rc = end_whole_block(r, why);

		if (rc < 0)
			return rc;
		if (unit_end(current_row(r), r->offset) < 0)
			return reason_memory(why);
	}

	const int rc = find_row(r, slice, why);
	if (rc < 0)
		return rc;
	r->unit = slice->fields[SLICE_UNIT].count;
	r->offset = slice->fields[SLICE_OFFSET].count;

	struct row_result *row = current_row(r);
	if (has_unit(row, r->unit))
		return csv_reader_fail(r->in, SLICE_UNIT, why,
		    "a new unit: this one of row '%s' has ended before; the "
		    "lines are " RAW_CSV_OUT_OF_ORDER,
		    row->name);
	if (series_add(&row->unit_numbers, (double)r->unit) < 0)
		return reason_memory(why);
	return 0;
}

/* Puts `slice` into the block being read, or ends that and begins the next. */
static int
enter_block(
    struct raw_reader *r, const struct raw_slice *slice, struct reason *why)
{
	struct block *b = &r->block;
	const uint64_t number = slice->fields[SLICE_BLOCK].count;

	if (b->n_slices > 0 && number < b->number)
		return csv_reader_fail(r->in, SLICE_BLOCK, why,
		    "at least %llu: blocks come in order, and the lines "
		    "are " RAW_CSV_OUT_OF_ORDER,
		    (unsigned long long)b->number);
	if (b->n_slices > 0 && number > b->number) {
		const int rc = end_whole_block(r, why);

		if (rc < 0)
			return rc;
	}
	if (b->n_slices == 0)
		*b = (struct block){
			.number = number,
			.is_valid = slice->is_valid,
		};
	if (b->is_valid != slice->is_valid)
		return csv_reader_fail(r->in, SLICE_VALID, why,
		    "'%d', as in the block's other slices", b->is_valid);
	b->n_slices++;
	if (strcmp(slice->fields[SLICE_DROP_REASON].text, "exclusion") == 0)
		b->has_broken_exclusion = true;
	return 0;
}

/* Adds one slice: to its unit, its block and its arm. */
static int
add_slice(
    struct raw_reader *r, const struct raw_slice *slice, struct reason *why)
{
	struct arm_result *arm;
	int rc = check_run_id(r, slice, why);

	if (rc == 0 && !is_of_unit(r, slice))
		rc = begin_unit(r, slice, why);
	if (rc == 0)
		rc = row_check(current_row(r), slice, r->in, why);
	if (rc == 0 && slice->fields[SLICE_OFFSET].count != r->offset)
		rc = csv_reader_fail(r->in, SLICE_OFFSET, why,
		    "'%llu', as in the unit's lines before",
		    (unsigned long long)r->offset);
	if (rc == 0)
		rc = enter_block(r, slice, why);
	if (rc == 0)
		rc = row_find_arm(current_row(r), slice, r->in, &arm, why);
	if (rc == 0)
		arm_add_slice(arm, slice);
	return rc;
}

/* Ends the last unit and all rows; warns where the file is cut. */
static int
end_file(struct raw_reader *r, FILE *warnings, struct reason *why)
{
	if (r->row == NO_ROW)
		return reason_set(why, -EINVAL,
		    "%s:%lu:1: no slices: the file has nothing but a header",
		    csv_reader_path(r->in), csv_reader_line(r->in));

	const int rc = end_block(r, why);
	if (rc < 0)
		return rc;
	if (unit_end(current_row(r), r->offset) < 0)
		return reason_memory(why);
	r->rows.is_cut = csv_reader_is_cut(r->in) || rc > 0;
	if (csv_reader_is_cut(r->in))
		fprintf(warnings,
		    "warning: %s:%lu: the compressed file is cut off: it is "
		    "read up to here\n",
		    csv_reader_path(r->in), csv_reader_line(r->in));
	if (rc > 0)
		fprintf(warnings,
		    "warning: %s:%lu: the last block is incomplete and left "
		    "out: the run was cut short\n",
		    csv_reader_path(r->in), csv_reader_line(r->in));
	for (size_t i = 0; i < r->rows.n_rows; i++) {
		if (row_end(&r->rows.rows[i]) < 0)
			return reason_memory(why);
	}
	return 0;
}

int
raw_rows_read(const char *path, FILE *warnings, struct raw_rows *ret_rows,
    struct reason *why)
{
	struct raw_reader r = { .row = NO_ROW };
	struct raw_slice slice;
	int rc = raw_csv_open(path, &r.in, why);

	if (rc < 0)
		return rc;
	while ((rc = raw_csv_next(r.in, &slice, why)) > 0) {
		rc = add_slice(&r, &slice, why);
		if (rc < 0)
			break;
	}
	if (rc == 0)
		rc = end_file(&r, warnings, why);
	csv_reader_close(r.in);
	if (rc < 0) {
		row_destroy_all(r.rows.rows, r.rows.n_rows);
		free(r.rows.run_id);
		return rc;
	}
	*ret_rows = r.rows;
	return 0;
}
