/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One row of a plan, and the arms that stand in it: of the lock, of its
 * controls, and of references.  A row that only one of two builds has is
 * planned and skipped, so that nothing is dropped in silence.
 */
#ifndef BENCH_RUN_PLAN_ROW_H
#define BENCH_RUN_PLAN_ROW_H

#include "bench/arm/cases.h"
#include "bench/arm/catalog.h"
#include "bench/machine/sharing.h"
#include "bench/run/options.h"
#include "bench/unit/block.h"

#define PLAN_NAME_BYTES 256

struct plan_row {
	char name[PLAN_NAME_BYTES]; /* lock/case/threads/placement */
	char lock[CATALOG_NAME_BYTES];
	const struct case_kind *kind;
	enum arm_slow_path slow_path;
	char placement[PLAN_NAME_BYTES];
	unsigned n_threads;
	unsigned cpus[PLACEMENT_CPUS_MAX];
	uint64_t slice_ns; /* how long a slice shall take */
	unsigned crit_ns;
	unsigned par_ns;
	const struct catalog_arm *arms[BLOCK_ARMS_MAX]; /* the base first */
	unsigned n_arms;

	bool is_default;       /* runs when no rows are named */
	struct reason skipped; /* empty: it will run */
	bool is_begun;         /* its first unit was */
	bool is_left_out;      /* by --benchmark_filter: known after the run */
	bool is_one_sided;     /* skipped, as one of two builds has no such */
};

/*
 * Checks that each part of --checks is the check of some candidate.  Returns 0,
 * or -EINVAL with the reason.
 */
int plan_row_check_names(const struct options *options,
    const struct catalog *catalog, struct reason *why);

/*
 * Whether a row of the base's lock is planned for the case: one of its own, or
 * one that only the candidate of another build has.
 */
bool plan_row_wants_case(const struct options *options,
    const struct catalog *catalog, const struct catalog_arm *base,
    const char *name);

/*
 * Puts into a row without arms those that belong there, the base first.
 * Returns 0, or -EINVAL with the reason if they are too many.
 */
int plan_row_add_arms(const struct options *options,
    const struct catalog *catalog, struct plan_row *row, struct reason *why);

/* Makes the row one of a lone arm, which only one of two builds has. */
void plan_row_set_lone(const struct catalog_arm *lone, struct plan_row *row);

/* Skips the row if it is of two builds and one of them has no such case. */
void plan_row_check_sides(const struct options *options, struct plan_row *row);

/*
 * Whether the row lacks a control, which is then in *ret_role: an arm without
 * which no row can pass (analysis/verdict/judge.h).  A null arm shows that no
 * difference is told where there is none, a planted one that a known one is
 * seen, and a counting one that the slow path ran.
 */
bool plan_row_lacks_control(
    const struct plan_row *row, enum arm_role *ret_role);

#endif /* BENCH_RUN_PLAN_ROW_H */
