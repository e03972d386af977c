/* SPDX-License-Identifier: BSD-2-Clause */
/* colour: whether people want any. */
#ifndef ANALYSIS_FORMAT_COLOUR_H
#define ANALYSIS_FORMAT_COLOUR_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Returns whether what is printed to `out` may be coloured: it is a terminal,
 * TERM says that it is not dumb, and NO_COLOR is not set.
 */
bool colour_is_wanted(FILE *out);

#endif
