/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * differences: in what two reports differ besides what was measured: machine,
 * system, toolchain and environment.
 */
#ifndef ANALYSIS_REPORT_DIFFERENCES_H
#define ANALYSIS_REPORT_DIFFERENCES_H

#include "analysis/report/run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* As many bytes as fit into the reason of a verdict. */
#define DIFFERENCES_TOOLCHAIN_BYTES 96

/*
 * Returns whether the arm `old` of the run `before` and the arm `new` of the
 * run `after` were made by different compilers or with different flags.  If so,
 * `ret_how` says in what they differ.  Returns false where one toolchain is
 * unknown: differences_print() warns of that.
 */
bool differences_in_toolchain(const struct run *before, const char *old,
    const struct run *after, const char *new,
    char ret_how[DIFFERENCES_TOOLCHAIN_BYTES]);

/*
 * Writes the words of `words` that are not among `others` to `ret_own`, or
 * "none"; cut to `size` bytes.  Blanks separate words, such as a compiler's
 * flags.
 */
void differences_in_words(
    const char *words, const char *others, char *ret_own, size_t size);

/*
 * Returns whether two runs tell different texts.  Returns false where one is
 * NULL: what a run does not tell need not differ.
 */
bool differences_in_text(const char *before, const char *after);

/*
 * Prints to `warnings`, a line each, in what the runs differ, and what is
 * unknown of either: two unknown processors need not be the same.
 */
void differences_print(
    const struct run *before, const struct run *after, FILE *warnings);

#endif
