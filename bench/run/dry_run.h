/* SPDX-License-Identifier: BSD-2-Clause */
/* Prints what --dry-run shows, to standard output. */
#ifndef BENCH_RUN_DRY_RUN_H
#define BENCH_RUN_DRY_RUN_H

#include "bench/run/plan.h"

/*
 * Prints the machine, whose name for users is name; a line for each row, with
 * its CPUs and the node of its memory, or why it is skipped; and a line for
 * each CPU that a row uses.  Returns 0 or -ENOMEM.
 */
int dry_run_print(const char *name, const struct placement_machine *machine,
    const struct plan *plan);

#endif /* BENCH_RUN_DRY_RUN_H */
