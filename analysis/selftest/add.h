/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * add: adds a row that was measured and judged to selftest.csv.
 *
 * The report of the row is TRUTH/REPEAT in the folder of the self-test.
 */
#ifndef ANALYSIS_SELFTEST_ADD_H
#define ANALYSIS_SELFTEST_ADD_H

#include "base/reason.h"

#include <stdint.h>
#include <stdio.h>

struct selftest_row {
	const char *name; /* TRUTH/REPEAT */
	double plant;     /* the slowdown of the row, as a fraction */
	uint64_t seconds; /* that measuring the row took */
};

/*
 * Adds what `folder`/TRUTH/REPEAT/summary.csv says of the candidate to
 * `folder`/selftest.csv, which is made if it is missing.  Prints the same in
 * one line to `out`, whose errors are left for the caller to find.  The lines
 * stay sorted by truth and repeat; a row that is there already is replaced.
 * Returns 0, or a negative errno with the reason in `why`; selftest.csv then
 * stays as it was.
 */
int selftest_add(const char *folder, const struct selftest_row *row, FILE *out,
    struct reason *why);

#endif
