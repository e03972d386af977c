/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the options ask for, before any arm is built: which arms to build, and
 * which names there are.  Knows the list of the arms that can be built
 * (arms.list), and the lists of cases, rows and placements.
 */
#ifndef BENCH_RUN_ASKED_H
#define BENCH_RUN_ASKED_H

#include "bench/arm/catalog.h"
#include "bench/run/options.h"

#include <stdio.h>

/*
 * Reads the list of arms at `path`: in each line the name, lock, role, check
 * and place of one arm.  The arms have no file and no cases.  Returns 0, or a
 * negative errno with the reason.
 */
int asked_read_list(const char *path, struct catalog *ret, struct reason *why);

/*
 * Prints the names of the arms that the options need, one a line: those of each
 * lock that may have a row that is asked for, and their controls.  Returns 0,
 * or -EINVAL with the reason if no lock may have such a row, or none of these
 * locks has a check that is asked for.
 */
int asked_print_arms(FILE *file, const struct options *options,
    const struct catalog *listed, struct reason *why);

/*
 * Prints the rows and the arms that a gate file may name, in the form of
 * --list: each lock with each case and placement.
 */
void asked_print_known(FILE *file, const struct catalog *listed);

/*
 * Prints what --list-arms and --list-known ask for, by the list of arms of
 * --arms-list.  Returns 0, or a negative errno with the reason.
 */
int asked_print(FILE *file, const struct options *options, struct reason *why);

#endif /* BENCH_RUN_ASKED_H */
