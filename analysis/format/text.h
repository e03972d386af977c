/* SPDX-License-Identifier: BSD-2-Clause */
/* text: the tables that people look at, on a terminal in colour. */
#ifndef ANALYSIS_FORMAT_TEXT_H
#define ANALYSIS_FORMAT_TEXT_H

#include "analysis/format/outcome.h"

#include <stdio.h>

/* Print as struct format says. */
int text_print_judged(FILE *out, const struct judged *judged);
int text_print_compared(FILE *out, const struct compared *compared);

#endif
