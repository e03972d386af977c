/* SPDX-License-Identifier: BSD-2-Clause */
/* terminal: what the tables for people share. */
#ifndef ANALYSIS_FORMAT_TERMINAL_H
#define ANALYSIS_FORMAT_TERMINAL_H

#include "base/reason.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Returns whether `out` may have colours: it is a terminal, TERM is not "dumb",
 * and NO_COLOR is not set.
 */
bool terminal_has_colour(FILE *out);

/* Prints a blank and then `number`, or a dash if it is not finite. */
void terminal_print_number(FILE *out, int width, int n_decimals, double number);

/* Does the same with the log of a ratio, in per cent. */
void terminal_print_percent(FILE *out, int width, double log_ratio);

/*
 * Flushes `out`.  Returns `status`, or -EIO with the reason in `why` if `out`
 * had an error.
 */
int terminal_end(FILE *out, int status, struct reason *why);

#endif
