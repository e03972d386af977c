/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markdown: a table fit for a comment on a pull request, as GitHub renders it.
 *
 * What needs an answer comes first.  What is not judged is counted and left
 * out: a comment is read by people.
 */
#ifndef ANALYSIS_FORMAT_MARKDOWN_H
#define ANALYSIS_FORMAT_MARKDOWN_H

#include "analysis/format/outcome.h"

#include <stdio.h>

/* Print as struct format says. */
int markdown_print_judged(FILE *out, const struct judged *judged);
int markdown_print_compared(FILE *out, const struct compared *compared);

#endif
