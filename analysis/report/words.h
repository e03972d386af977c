/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words: texts of words with spaces between them, such as a compiler's flags.
 */
#ifndef ANALYSIS_REPORT_WORDS_H
#define ANALYSIS_REPORT_WORDS_H

#include <stddef.h>

/*
 * Writes those of `words` that `others` has not, or "none", to `ret_own`, cut
 * to `size`.
 */
void words_own(
    const char *words, const char *others, char *ret_own, size_t size);

#endif
