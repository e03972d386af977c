/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * escape: texts from files, made fit for what is printed.
 *
 * A name may hold any byte; formats hold UTF-8 without control characters.
 * What is neither is printed as U+FFFD, which shows that something was there.
 */
#ifndef ANALYSIS_FORMAT_ESCAPE_H
#define ANALYSIS_FORMAT_ESCAPE_H

#include <stdio.h>

/* Returns what to print for `character`, which is ASCII; NULL for itself. */
typedef const char *escape_rule(char character);

/* The rule of what means something to XML and HTML alike; no quotes. */
const char *escape_markup(char character);

/* Prints `text` to `out`; no `rule` is for a format in which all is allowed. */
void escape_put(FILE *out, const char *text, escape_rule *rule);

#endif
