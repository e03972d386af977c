/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One row of a plan and its arms: those of the lock, its controls, and
 * references.  A row that only one of two builds has is planned and skipped, so
 * that nothing is dropped in silence.
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
 * Whether to plan a row of the base's lock for the case called name: the base
 * has the case, or, with two builds, only the candidate has it.
 */
bool plan_row_wants_case(const struct options *options,
    const struct catalog *catalog, const struct catalog_arm *base,
    const char *name);

/*
 * Fills a row that has no arms yet with those that belong to it, the base
 * first.  Returns 0, or -EINVAL with the reason if there are too many.
 */
int plan_row_add_arms(const struct options *options,
    const struct catalog *catalog, struct plan_row *row, struct reason *why);

/* Makes the row that of a lone arm, which only one of two builds has. */
void plan_row_set_lone(const struct catalog_arm *lone, struct plan_row *row);

/* Skips a row of two builds if only one of them has its case. */
void plan_row_check_sides(const struct options *options, struct plan_row *row);

/*
 * Whether a row with a candidate lacks a control, whose role is then written to
 * *ret_role.  Without its controls no row can pass (analysis/verdict/judge.h).
 * The null arm shows that no difference is found where there is none.  The
 * planted arm shows that a known one is found.  The counting arm shows that the
 * slow path ran.
 */
bool plan_row_lacks_control(
    const struct plan_row *row, enum arm_role *ret_role);

#endif /* BENCH_RUN_PLAN_ROW_H */
