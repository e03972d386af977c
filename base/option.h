/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads a command line, one option after the other, as strictly in every
 * program.
 */
#ifndef BASE_OPTION_H
#define BASE_OPTION_H

#include "base/reason.h"

#include <getopt.h>

/*
 * The kinds of an option's value, for lists of options (*.def).  ./run.sh reads
 * these lists too.  It refuses an empty value of an OPTION_VALUE, but takes one
 * of an OPTION_TEXT.
 */
#define OPTION_MAYBE  optional_argument
#define OPTION_SWITCH no_argument
#define OPTION_TEXT   required_argument
#define OPTION_VALUE  required_argument

/* Call before the first option_next() of a command line. */
void option_begin(void);

/*
 * Like getopt_long(3), without one-letter options: returns the val of the
 * option, and its value in optarg.  Returns ':' if the value is missing, -1 at
 * the end, and '?' for an unknown or abbreviated option.  Prints nothing.
 */
int option_next(int argc, char *argv[], const struct option options[]);

/*
 * Returns -EINVAL with the reason: why option_next() returned ':' or '?', or,
 * after -1, which word is left over at optind.
 */
int option_refuse(char *argv[], int opt, struct reason *why);

#endif /* BASE_OPTION_H */
