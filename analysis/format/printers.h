/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * printers: the functions that print each format, in files of the same names.
 *
 * struct format says what each prints and returns.
 */
#ifndef ANALYSIS_FORMAT_PRINTERS_H
#define ANALYSIS_FORMAT_PRINTERS_H

#include "analysis/format/judged.h"

#include <stdio.h>

int benchfmt_print_judged(FILE *out, const struct judged *judged);
int benchfmt_print_compared(FILE *out, const struct compared *compared);
int json_print_judged(FILE *out, const struct judged *judged);
int json_print_compared(FILE *out, const struct compared *compared);
int junit_print_judged(FILE *out, const struct judged *judged);
int junit_print_compared(FILE *out, const struct compared *compared);
int markdown_print_judged(FILE *out, const struct judged *judged);
int markdown_print_compared(FILE *out, const struct compared *compared);
int text_print_judged(FILE *out, const struct judged *judged);
int text_print_compared(FILE *out, const struct compared *compared);

#endif
