/* SPDX-License-Identifier: BSD-2-Clause */
/* terminal: what all tables for people have in common. */
#ifndef ANALYSIS_FORMAT_TERMINAL_H
#define ANALYSIS_FORMAT_TERMINAL_H

#include "base/reason.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Returns whether what is printed to `out` may be coloured: it is a terminal,
 * TERM says that it is not dumb, and NO_COLOR is not set.
 */
bool terminal_has_colour(FILE *out);

/* Prints `number` after a blank, or a dash if there is none to print. */
void terminal_print_number(FILE *out, int width, int n_decimals, double number);

/* The same of a log of a ratio, in per cent. */
void terminal_print_percent(FILE *out, int width, double log_ratio);

/*
 * Ends what was printed to `out`.  Returns `status`, or -EIO with the reason in
 * `why` if something could not be written.
 */
int terminal_end(FILE *out, int status, struct reason *why);

#endif
