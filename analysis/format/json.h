/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json: one document, schema 1, for programs.
 *
 * Its lines have the columns of summary.csv or compare.csv as members, null
 * where a column is empty.  This is libjansson's door out, as run.c is the one
 * in: reading and writing have nothing to share.
 */
#ifndef ANALYSIS_FORMAT_JSON_H
#define ANALYSIS_FORMAT_JSON_H

#include "analysis/format/outcome.h"

#include <stdio.h>

/* Print as struct format says. */
int json_print_judged(FILE *out, const struct judged *judged);
int json_print_compared(FILE *out, const struct compared *compared);

#endif
