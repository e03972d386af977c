/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * add: a row of a self-test that was measured and judged, and what is written
 * down of it.
 *
 * The row's report is the folder TRUTH/REPEAT in that of the self-test.
 */
#ifndef ANALYSIS_SELFTEST_ADD_H
#define ANALYSIS_SELFTEST_ADD_H

#include "base/reason.h"

#include <stdint.h>
#include <stdio.h>

struct selftest_row {
	const char *name; /* TRUTH/REPEAT */
	double plant;     /* the slowdown that there is, as a fraction */
	uint64_t seconds; /* that the row took */
};

/*
 * Adds what `folder`/TRUTH/REPEAT/summary.csv says of the candidate to
 * `folder`/selftest.csv, which is made if need be, and says it in one line on
 * `out`, whose errors are left in it.  The lines stay sorted by truth and
 * repeat; a row that was there before is replaced.  Returns 0, or a negative
 * errno with the reason in `why`; selftest.csv is then as it was.
 */
int selftest_add(const char *folder, const struct selftest_row *row, FILE *out,
    struct reason *why);

#endif
