/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a run will do: its rows, the arms in each row, and why a row cannot run
 * here.  It is made once, before anything is measured.
 */
#ifndef BENCH_RUN_PLAN_H
#define BENCH_RUN_PLAN_H

#include "bench/machine/placement.h"
#include "bench/run/plan_row.h"

/* The offsets modulo 64 of the arms; unit u runs at u modulo this many. */
#define PLAN_OFFSETS 16

/*
 * Every fourth offset, so that any architecture can run there.  The order
 * spreads any number of the first ones over all 64.
 */
extern const unsigned plan_offsets[PLAN_OFFSETS];

struct plan {
	struct plan_row *rows;
	unsigned n_rows;
};

/*
 * Makes the rows that *options asks for, from the arms and the machine at hand.
 * Returns 0, or -EINVAL with the reason if an option names a check, a
 * placement, a CPU or rows that do not exist.
 */
int plan_make(const struct options *options, const struct catalog *catalog,
    const struct placement_machine *machine, struct plan *ret,
    struct reason *why);

void plan_free(struct plan *plan);

/* Globs of the rows that run where the options name none; NULL ends them. */
const char *const *plan_usual_rows(const struct options *options);

/*
 * Reads the file of --rows-from, which has the name or glob of a row in each
 * line.  Returns 0 with its text, which the caller frees, or a negative errno
 * with the reason.
 */
int plan_read_rows(const char *path, char **ret, struct reason *why);

/* Returns -EINVAL with the reason that no row matches the options. */
int plan_refuse_rows(const struct options *options, struct reason *why);

/*
 * Checks that each row that runs and has a candidate has its controls too.
 * Returns 0; or -EINVAL with the first row that lacks one, what it lacks, and
 * what to do.
 */
int plan_check_controls(const struct plan *plan, struct reason *why);

/*
 * Writes the CPUs of the rows that run, each once, in rising order.  Returns
 * their number; CPUs beyond PLACEMENT_CPUS_MAX are left out.
 */
unsigned plan_cpus(
    const struct plan *plan, unsigned ret_cpus[PLACEMENT_CPUS_MAX]);

/* How many rows will run. */
unsigned plan_count_runnable(const struct plan *plan);

#endif /* BENCH_RUN_PLAN_H */
