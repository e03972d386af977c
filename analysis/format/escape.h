/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * escape: prints texts from files so that no format breaks.
 *
 * A name in a file may hold any byte, but a format holds UTF-8 without control
 * characters.  Any other byte is printed as U+FFFD, which shows that something
 * was there.
 */
#ifndef ANALYSIS_FORMAT_ESCAPE_H
#define ANALYSIS_FORMAT_ESCAPE_H

#include <stdio.h>

/*
 * Returns what to print instead of `character`, which is ASCII; NULL to print
 * the character itself.
 */
typedef const char *escape_rule(char character);

/* The rule for what XML and HTML both treat specially, except quotes. */
const char *escape_markup(char character);

/* Prints `text` to `out` by `rule`; NULL for a format that needs no rule. */
void escape_put(FILE *out, const char *text, escape_rule *rule);

#endif
