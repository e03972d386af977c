/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * row: what one row measured: one number per unit and arm.
 *
 * raw_rows.c and unit.c fill it.  Only the blocks of the unit being read are
 * kept.
 */
#ifndef ANALYSIS_REPORT_ROW_H
#define ANALYSIS_REPORT_ROW_H

#include "analysis/report/arm.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct row_result {
	char *name;
	char *lock; /* of all arms but references; NULL before the first */
	char *op_case;
	char *placement;
	char *crit; /* work under the lock and outside, in ns; may be empty */
	char *par;
	uint64_t n_threads;
	enum promise promise;
	struct arm_result *arms;
	size_t n_arms;
	size_t n_slices_per_arm; /* in a block; 0 before the first whole one */
	struct series slice_ns;  /* per unit, the median baseline slice */
	struct series block_slice_ns; /* the same per block of this unit */
	struct series unit_numbers;   /* of all units seen */
	struct series unit_offsets; /* of those that gave a number, in order */
	size_t n_units_lost;
	double n_blocks;
	double n_dropped;
	bool has_broken_exclusion; /* in some block */
};

/*
 * Initialises `r` with the name and the description in `slice`.  Returns 0, or
 * -ENOMEM; then only row_destroy_all() may follow.
 */
int row_init(struct row_result *r, const struct raw_slice *slice);

/*
 * Checks that `slice`, read from `in`, describes the row as the slices before
 * it did.  Returns 0, or a negative errno with the reason in `why`.
 */
int row_check(struct row_result *r, const struct raw_slice *slice,
    const struct csv_reader *in, struct reason *why);

/*
 * Finds the arm of `slice`, read from `in`, or adds it.  Returns 0 with the arm
 * in `ret_arm`, which holds until an arm is added; or a negative errno with the
 * reason in `why`.
 */
int row_find_arm(struct row_result *r, const struct raw_slice *slice,
    const struct csv_reader *in, struct arm_result **ret_arm,
    struct reason *why);

/*
 * Ends the row after its last unit: finds each arm's median at each offset and
 * sorts its numbers.  Returns 0, or -ENOMEM.
 */
int row_end(struct row_result *r);

/* Returns the first arm with `role`, or NULL. */
const struct arm_result *row_find_role(
    const struct row_result *r, enum role role);

/* Returns the sums of the first arm with `role`, all 0 if there is none. */
struct arm_sums row_sums(const struct row_result *r, enum role role);

/* Returns the median of the baseline's ns per operation, NAN if unknown. */
double row_base_ns(const struct row_result *r);

/* Returns whether both are one row: the same name and the same work. */
bool row_is_same(const struct row_result *a, const struct row_result *b);

/* Frees the `n` rows at `rows` and what they hold; `rows` may be NULL. */
void row_destroy_all(struct row_result *rows, size_t n);

#endif
