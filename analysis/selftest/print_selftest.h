/* SPDX-License-Identifier: BSD-2-Clause */
/* print_selftest: a self-test as tables for people. */
#ifndef ANALYSIS_SELFTEST_PRINT_SELFTEST_H
#define ANALYSIS_SELFTEST_PRINT_SELFTEST_H

#include "analysis/selftest/selftest.h"

#include <stdio.h>

/* Prints to `out` what became of the rows of each truth. */
void print_selftest(FILE *out, const struct selftest *selftest);

/*
 * Prints to `out` what became of each target.  Returns whether none is missed.
 */
bool print_targets(
    FILE *out, const struct selftest_target targets[SELFTEST_TARGETS]);

#endif
