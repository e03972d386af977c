/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * junit: JUnit's XML, which CI systems show as tests.
 *
 * A row is a testsuite, each of its judged candidates a testcase.  PASS is a
 * test that passed, and REGRESSION one that failed.  UNFIT is an error: the
 * test could not be carried out as it must.  INCONCLUSIVE is skipped: the lock
 * was not found to be slower, which must fail no build, nor shown not to be,
 * which must not look like a success.  What is not judged is no test and left
 * out; where nothing is judged, a skipped test says so, since some CI systems
 * take a file without tests for a broken one.
 */
#ifndef ANALYSIS_FORMAT_JUNIT_H
#define ANALYSIS_FORMAT_JUNIT_H

#include "analysis/format/outcome.h"

#include <stdio.h>

/* Print as struct format says. */
int junit_print_judged(FILE *out, const struct judged *judged);
int junit_print_compared(FILE *out, const struct compared *compared);

#endif
