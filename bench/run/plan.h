/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a run is going to do: which rows there are, which arms stand in each,
 * and which cannot be run here and why.  Made once, before anything is
 * measured.
 */
#ifndef BENCH_RUN_PLAN_H
#define BENCH_RUN_PLAN_H

#include "bench/arm/armory.h"
#include "bench/arm/cases.h"
#include "bench/machine/placement.h"
#include "bench/run/options.h"
#include "bench/unit/block.h"

#define PLAN_NAME_BYTES 256

struct plan_row {
	char name[PLAN_NAME_BYTES]; /* lock/case/threads/placement */
	char lock[ARMORY_NAME_BYTES];
	const struct case_kind *kind;
	enum arm_slow_path slow_path;
	char placement[PLAN_NAME_BYTES];
	unsigned n_threads;
	unsigned cpus[PLACEMENT_CPUS_MAX];
	uint64_t slice_ns; /* how long a slice shall take */
	unsigned crit_ns;
	unsigned par_ns;
	const struct armory_arm *arms[BLOCK_ARMS_MAX]; /* the base first */
	unsigned n_arms;

	bool is_default;       /* runs when no rows are named */
	struct reason skipped; /* empty: it will run */
	bool is_begun;         /* its first unit was */
	bool is_left_out;      /* by --benchmark_filter: known after the run */
	bool is_one_sided;     /* skipped, as one of two builds has no such */
};

/* The offsets modulo 64 of the arms; unit u runs at u modulo this many. */
#define PLAN_OFFSETS 16

/*
 * Every fourth, so that any architecture can run there, in an order in which
 * however few of them are taken are spread over all 64.
 */
extern const unsigned plan_offsets[PLAN_OFFSETS];

struct plan {
	struct plan_row *rows;
	unsigned n_rows;
};

/*
 * Makes the rows that *options asks for from the arms and the machine at hand.
 * Returns 0, or -EINVAL when an option names what is not there: a check, a
 * placement, a CPU, rows that match nothing.
 */
int plan_make(const struct options *options, const struct armory *armory,
    const struct placement_machine *machine, struct plan *ret,
    struct reason *why);

void plan_free(struct plan *plan);

/* How many rows will run. */
unsigned plan_count_runnable(const struct plan *plan);

#endif /* BENCH_RUN_PLAN_H */
