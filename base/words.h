/* SPDX-License-Identifier: BSD-2-Clause */
/* Texts of several words: a list of a file's or of an option's. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>

/* Whether one of the words, which the separator parts, is word. */
bool words_have(const char *words, char separator, const char *word);

#endif /* BASE_WORDS_H */
