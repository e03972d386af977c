/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints a plan of pins: what --dry-run says to standard output on behalf of
 * main.
 */
#ifndef BENCH_RUN_DRY_RUN_H
#define BENCH_RUN_DRY_RUN_H

#include "bench/run/plan.h"

/*
 * Prints the machine, a line for each row, with its CPUs and its memory's node
 * or why it is skipped, and a line for each CPU that a row has.  The name is
 * what people call the machine.  Returns 0 or -ENOMEM.
 */
int dry_run_print(const char *name, const struct placement_machine *machine,
    const struct plan *plan);

#endif /* BENCH_RUN_DRY_RUN_H */
